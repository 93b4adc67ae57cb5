package io.cinephile.adapters.spark.launch;

import io.cinephile.domain.training.RunId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A trainer at work in a child process, with its output kept in a log and its last lines at hand.
 */
final class TrainerProcess {
  private static final int LAST_LINES = 40;

  /** Anything shorter may be a setting, and would blacken the output rather than protect it. */
  private static final int SHORTEST_SECRET = 16;

  private final TrainerCommand command;
  private final Process process;
  private final Path argumentFile;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private volatile Thread follower = new Thread();

  private TrainerProcess(TrainerCommand command, Process process, Path argumentFile) {
    this.command = command;
    this.process = process;
    this.argumentFile = argumentFile;
  }

  static TrainerProcess start(TrainerCommand command, RunId run) {
    try {
      Path log = command.log().toAbsolutePath();
      Files.createDirectories(log.getParent());
      Path argumentFile = Files.createTempFile(log.getParent(), "trainer-", ".args");
      Files.writeString(argumentFile, TrainerCommand.argumentFile(command.arguments(run)));
      ProcessBuilder builder =
          new ProcessBuilder(command.java().toString(), "@" + argumentFile)
              .redirectErrorStream(true);
      builder.environment().putAll(command.environment());
      builder.environment().put(ParentWatch.VARIABLE, "true");
      return new TrainerProcess(command, builder.start(), argumentFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Reads the output from now on, and tells when the process has ended. */
  void onEnd(Consumer<String> ended) {
    follower = new Thread(() -> follow(ended), "trainer-output");
    follower.setDaemon(true);
    follower.start();
  }

  private void follow(Consumer<String> ended) {
    String lastWords;
    try {
      copyOutput();
      int exit = process.waitFor();
      lastWords = exit == 0 ? "" : lastWords(exit);
    } catch (IOException e) {
      process.destroyForcibly();
      lastWords = "Its output could not be kept: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      lastWords = "The server stopped following it.";
    }
    removeArguments();
    ended.accept(lastWords);
  }

  private void copyOutput() throws IOException {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Writer log =
            Files.newBufferedWriter(
                command.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        String shown = withoutSecrets(line);
        log.write(shown + System.lineSeparator());
        log.flush();
        keep(shown);
      }
    }
  }

  private String withoutSecrets(String line) {
    String shown = line;
    for (String value : command.environment().values()) {
      if (value.length() >= SHORTEST_SECRET) {
        shown = shown.replace(value, "***");
      }
    }
    return shown;
  }

  private void keep(String line) {
    if (lastLines.size() == LAST_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  private String lastWords(int exit) {
    String output = String.join("\n", lastLines);
    if (output.contains("OutOfMemoryError")) {
      return "It ran out of memory with a heap of %s; give it more.\n%s"
          .formatted(command.heap(), output);
    }
    return output.isBlank()
        ? "It ended with code %d, without a word.".formatted(exit)
        : "It ended with code %d. Its last words:\n%s".formatted(exit, output);
  }

  private void removeArguments() {
    try {
      Files.deleteIfExists(argumentFile);
    } catch (IOException e) {
      // It holds no secret; the next start of the machine may clean it up.
    }
  }

  void askToStop() {
    process.destroy();
  }

  /**
   * Ends the process, by force if it takes longer than that, and waits until it is gone and its end
   * was told.
   */
  void stop(Duration patience) {
    askToStop();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      follower.join(patience.toMillis());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
