package io.cinephile.adapters.elasticsearch.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Another JVM that starts a server, says so on its output, and stays until it is killed. */
final class ChildJvm {

  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static ChildJvm launching(Path home) throws IOException {
    // The home goes in by the input, so that only the server's processes name it.
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-D" + BuiltDistribution.PROPERTY + "=" + BuiltDistribution.zip(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    ChildJvm.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var input = process.getOutputStream()) {
      input.write((home + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return new ChildJvm(process);
  }

  /** "ready", or what was thrown. */
  String nextLine() throws IOException {
    return String.valueOf(output.readLine());
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public static void main(String[] arguments) throws Exception {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Path home = Path.of(input.readLine());
    try (var server = LocalElasticsearch.launch(SharedElasticsearch.testSettings(home))) {
      server.awaitReady(Duration.ofMinutes(3));
      System.out.println("ready " + server.uri());
      Thread.sleep(Duration.ofMinutes(10).toMillis());
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
    }
  }
}
