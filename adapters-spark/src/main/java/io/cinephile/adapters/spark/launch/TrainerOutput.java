package io.cinephile.adapters.spark.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a trainer prints: kept in a file, with its last lines at hand, and without the secrets that
 * it was given. Used by one thread.
 */
final class TrainerOutput {
  private static final int LAST_LINES = 40;

  /** A statement of Spark's can have megabytes. */
  private static final int LONGEST_LINE = 1000;

  private static final Pattern SECRET_VARIABLE = Pattern.compile("PASSWORD|SECRET|TOKEN|KEY");

  /** Anything shorter would blacken the output rather than protect it. */
  private static final int SHORTEST_SECRET = 4;

  private final Path log;
  private final List<String> secrets;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private Optional<TrainerFailure> failure = Optional.empty();

  /**
   * @param environment of the trainer
   */
  TrainerOutput(Path log, Map<String, String> environment) {
    this.log = log;
    this.secrets =
        environment.entrySet().stream()
            .filter(variable -> SECRET_VARIABLE.matcher(variable.getKey()).find())
            .map(Map.Entry::getValue)
            .filter(value -> value.length() >= SHORTEST_SECRET)
            .toList();
  }

  /** Appends all that comes to the log, until the end. */
  void keep(BufferedReader output) throws IOException {
    try (Writer file =
        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        String shown = withoutSecrets(line);
        file.write(shown + System.lineSeparator());
        file.flush();
        remember(shown);
      }
    }
  }

  private String withoutSecrets(String line) {
    String shown = line;
    for (String secret : secrets) {
      shown = shown.replace(secret, "***");
    }
    return shown;
  }

  private void remember(String line) {
    // A stack trace may be longer than what is remembered of it.
    failure = TrainerFailure.toldBy(line).or(() -> failure);
    if (lastLines.size() == LAST_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(
        line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE - 1) + "…");
  }

  List<String> lastLines() {
    return List.copyOf(lastLines);
  }

  /** What the latest telling line told. */
  Optional<TrainerFailure> failure() {
    return failure;
  }
}
