package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that answers within moments with a few lines, such as {@code id -u}. */
final class ShortCommand {

  private static final long TIMEOUT_SECONDS = 20;

  private ShortCommand() {}

  /** What it printed, on either stream; {@code succeeded} is false also where it does not exist. */
  record Outcome(boolean succeeded, String output) {}

  static Outcome run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Outcome(false, output);
      }
      return new Outcome(process.exitValue() == 0, output);
    } catch (IOException e) {
      return new Outcome(false, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalElasticsearchRefusedException("Interrupted while starting Elasticsearch.", e);
    }
  }
}
