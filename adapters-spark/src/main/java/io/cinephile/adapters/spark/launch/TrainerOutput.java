package io.cinephile.adapters.spark.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a trainer prints: kept in a file, with its last lines at hand, and without the secrets that
 * it was given. Used by one thread.
 */
final class TrainerOutput {
  private final Path log;
  private final LastLines lastLines;
  private Optional<TrainerFailure> failure = Optional.empty();

  /**
   * @param environment of the trainer
   */
  TrainerOutput(Path log, Map<String, String> environment) {
    this.log = log;
    this.lastLines = new LastLines(environment);
  }

  /** Appends all that comes to the log, until the end. */
  void keep(BufferedReader output) throws IOException {
    try (Writer file =
        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        String shown = lastLines.add(line);
        file.write(shown + System.lineSeparator());
        file.flush();
        // A stack trace may be longer than what is remembered of it.
        failure = TrainerFailure.toldBy(shown).or(() -> failure);
      }
    }
  }

  List<String> lastLines() {
    return lastLines.lines();
  }

  /** What the latest telling line told. */
  Optional<TrainerFailure> failure() {
    return failure;
  }
}
