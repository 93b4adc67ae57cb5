package io.cinephile.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * A published peer, <a href="https://github.com/gorse-io/gorse">Gorse</a> 0.4, as one process that
 * keeps everything in SQLite, taught MovieLens 100K. Used by one thread.
 */
final class Gorse implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int TOGETHER = 5_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path program;
  private final Path folder;
  private final int port = FreePort.find();
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  /**
   * Starts it and imports the ratings; it learns when it starts, so it is started once more.
   *
   * @param program the {@code gorse-in-one}
   * @param folder empty; may be written to
   * @param ratings in the layout of {@code u.data}
   * @param users the ids are "1" to this number
   */
  Gorse(Path program, Path folder, Path ratings, int users)
      throws IOException, InterruptedException {
    this.program = program;
    this.folder = Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.toml"), configuration());
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "gorse-end"));
    start();
    List<String> lines = Files.readAllLines(ratings, StandardCharsets.ISO_8859_1);
    for (int from = 0; from < lines.size(); from += TOGETHER) {
      give(lines.subList(from, Math.min(lines.size(), from + TOGETHER)));
    }
    close();
    start();
    await(
        () ->
            IntStream.of(1, users / 2, users)
                .allMatch(
                    user -> get("/api/intermediate/recommend/" + user + "?n=10").contains("\"")));
  }

  private String configuration() {
    return """
    [database]
    cache_store = "sqlite://%1$s/cache.db"
    data_store = "sqlite://%1$s/data.db"
    [master]
    host = "127.0.0.1"
    port = %2$d
    http_host = "127.0.0.1"
    http_port = %3$d
    n_jobs = 2
    [server]
    auto_insert_user = true
    auto_insert_item = true
    [recommend.data_source]
    positive_feedback_types = ["star"]
    read_feedback_types = ["read"]
    [recommend.collaborative]
    # The search for better parameters would go on beside the load.
    model_search_epoch = 1
    model_search_trials = 1
    """
        .formatted(folder, FreePort.find(), port);
  }

  private void start() throws IOException {
    process =
        new ProcessBuilder(
                program.toString(),
                "-c",
                folder.resolve("config.toml").toString(),
                "--cache-path",
                folder.resolve("one.data").toString(),
                "--recommend-jobs",
                "2")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("gorse.log").toFile())
            .start();
    await(() -> get("/api/health/live").contains("true"));
  }

  private void give(List<String> ratings) throws IOException, InterruptedException {
    ArrayNode feedback = JSON.createArrayNode();
    for (String line : ratings) {
      String[] rating = line.split("\t", -1);
      feedback
          .addObject()
          .put("FeedbackType", Integer.parseInt(rating[2]) >= 4 ? "star" : "read")
          .put("UserId", rating[0])
          .put("ItemId", rating[1])
          .put("Timestamp", Instant.ofEpochSecond(Long.parseLong(rating[3])).toString());
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl() + "/api/feedback"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(feedback.toString()))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("Gorse answered %d.".formatted(answer.statusCode()));
    }
  }

  /** Empty where there is no answer. */
  private String get(String path) {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create(baseUrl() + path)).timeout(PATIENCE).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void await(BooleanSupplier isThere) {
    long begun = System.nanoTime();
    while (!isThere.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException("Gorse has ended, or was not ready in " + PATIENCE + ".");
      }
      try {
        Thread.sleep(LOOK.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  String baseUrl() {
    return "http://127.0.0.1:" + port;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
