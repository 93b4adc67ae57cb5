package io.cinephile.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cinephile.adapters.elasticsearch.local.LocalElasticsearch;
import io.cinephile.adapters.elasticsearch.local.LocalElasticsearchSettings;
import io.cinephile.bootstrap.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.elasticsearch.client.RestClient;

/**
 * The packaged server in a home of its own, and the Elasticsearch of local mode, both as processes
 * that end with this one. Elasticsearch is started here and not by the server, so that generations
 * can be published past the server. Used by one thread.
 */
final class Installation implements AutoCloseable {
  /** A first start trains before it is ready. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int REQUEST_TIMEOUT_MILLIS = 60_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final Home home;
  private final LocalElasticsearch elasticsearch;
  private final RestClient client;
  private final int port = FreePort.find();
  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<Process> server = Optional.empty();

  /**
   * Starts Elasticsearch, with the heap that local mode gives it.
   *
   * @param root of the code, where {@code ./cinephile} lies
   * @param folder empty
   * @param distribution of Elasticsearch
   */
  Installation(Path root, Path folder, Path distribution) {
    this.root = root;
    this.home = new Home(folder);
    this.elasticsearch =
        LocalElasticsearch.launch(LocalElasticsearchSettings.of(folder, distribution));
    this.client = client(elasticsearch);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "bench-end"));
    elasticsearch.awaitReady(PATIENCE);
  }

  private static RestClient client(LocalElasticsearch elasticsearch) {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        AuthScope.ANY,
        new UsernamePasswordCredentials(elasticsearch.username(), elasticsearch.password()));
    return RestClient.builder(HttpHost.create(elasticsearch.uri().toString()))
        .setRequestConfigCallback(config -> config.setSocketTimeout(REQUEST_TIMEOUT_MILLIS))
        .setHttpClientConfigCallback(it -> it.setDefaultCredentialsProvider(credentials))
        .build();
  }

  Home home() {
    return home;
  }

  RestClient client() {
    return client;
  }

  String elasticsearchVersion() {
    return elasticsearch.version();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + port;
  }

  long serverPid() {
    return server.orElseThrow().pid();
  }

  /** Of the server itself, not of its launcher or watcher. */
  long elasticsearchPid() {
    return ProcessUse.descendant("org.elasticsearch.bootstrap.Elasticsearch")
        .orElseThrow(() -> new IllegalStateException("Elasticsearch has no process"));
  }

  /**
   * Starts the server as {@code ./cinephile} does and waits until it is ready, which is after the
   * training where a data set is named.
   *
   * @param heapMegabytes in the place of the 384 that {@code ./cinephile} gives it
   */
  void serve(Optional<Path> dataset, Optional<Integer> heapMegabytes) {
    List<String> command =
        new ArrayList<>(
            List.of(
                root.resolve("cinephile").toString(),
                "--home",
                home.folder().toString(),
                "--port",
                "" + port));
    dataset.ifPresent(folder -> command.addAll(List.of("--dataset", folder.toString())));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.folder().resolve("server.log").toFile());
    Map<String, String> environment = builder.environment();
    environment.put("QUARKUS_ELASTICSEARCH_HOSTS", "127.0.0.1:" + elasticsearch.uri().getPort());
    environment.put("QUARKUS_ELASTICSEARCH_USERNAME", elasticsearch.username());
    environment.put("QUARKUS_ELASTICSEARCH_PASSWORD", elasticsearch.password());
    // How fast the server is, and not how much one caller may ask of it.
    environment.put("CINEPHILE_RATE_LIMIT_PER_KEY", "0");
    environment.put("CINEPHILE_RATE_LIMIT_PER_ADDRESS", "0");
    // A generation that is being written past the server has no run that would protect it.
    environment.put("CINEPHILE_SWEEP_EVERY", "24h");
    heapMegabytes.ifPresent(
        megabytes -> environment.put("CINEPHILE_JAVA_OPTIONS", "-Xmx%dm".formatted(megabytes)));
    try {
      server = Optional.of(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("the server", () -> answer("/q/health/ready").isPresent());
  }

  /** Whether the server was started. */
  boolean isServing() {
    return server.isPresent();
  }

  /** Waits until the server serves that generation. */
  void awaitServing(String generation) {
    await(
        "the new generation",
        () ->
            answer("/api/v1/movies/popular?limit=1")
                .filter(answer -> answer.path("generation").asText().equals(generation))
                .isPresent());
  }

  String adminKey() {
    return home.adminKey().read().orElseThrow();
  }

  private void await(String what, BooleanSupplier isThere) {
    long begun = System.nanoTime();
    while (!isThere.getAsBoolean()) {
      if (!server.orElseThrow().isAlive()) {
        throw new IllegalStateException("The server has ended; see server.log in the home.");
      }
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException("Waited %s for %s.".formatted(PATIENCE, what));
      }
      pause();
    }
  }

  /** Empty unless the server answers with 200. */
  private Optional<JsonNode> answer(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl() + path)).timeout(Duration.ofSeconds(5)).build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200
          ? Optional.of(JSON.readTree(response.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  @Override
  public void close() {
    stop();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server first, and its trainer with it; then what both need. */
  private synchronized void stop() {
    server.ifPresent(Installation::end);
    elasticsearch.close();
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
