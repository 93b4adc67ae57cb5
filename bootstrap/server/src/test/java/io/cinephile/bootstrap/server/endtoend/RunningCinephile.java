package io.cinephile.bootstrap.server.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The packaged server as a process of its own, as {@code ./cinephile} starts it. */
public final class RunningCinephile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENDED =
      Set.of("succeeded", "refused", "skipped", "cancelled", "failed");
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Path home;
  private final Path output;
  private final int port;
  private final Process process;

  private RunningCinephile(Path home, Path output, int port, Process process) {
    this.home = home;
    this.output = output;
    this.port = port;
    this.process = process;
  }

  /** Starts {@code serve} and returns at once. */
  public static RunningCinephile serve(Path home, String... more) {
    int port = freePort();
    List<String> arguments = new ArrayList<>(List.of("--port", "" + port));
    arguments.addAll(List.of(more));
    return start(home, port, arguments.toArray(String[]::new));
  }

  /**
   * Starts {@code serve} on the store and with the keys of another one, and returns at once.
   *
   * @param more environment variables
   */
  static RunningCinephile serveBeside(
      RunningCinephile other, Path home, Map<String, String> more, String... arguments) {
    copy(other.home().resolve("keys"), home.resolve("keys"));
    Map<String, String> environment = new HashMap<>(more);
    environment.put(
        "QUARKUS_ELASTICSEARCH_HOSTS", "127.0.0.1:" + LocalNodeAccess.port(other.home()));
    environment.put("QUARKUS_ELASTICSEARCH_USERNAME", "cinephile");
    environment.put("QUARKUS_ELASTICSEARCH_PASSWORD", LocalNodeAccess.password(other.home()));
    int port = freePort();
    List<String> all = new ArrayList<>(List.of("--port", "" + port));
    all.addAll(List.of(arguments));
    return start(home, port, environment, all.toArray(String[]::new));
  }

  /** Starts any command and returns at once. */
  static RunningCinephile start(Path home, int port, String... arguments) {
    return start(home, port, Map.of(), arguments);
  }

  private static RunningCinephile start(
      Path home, int port, Map<String, String> more, String... arguments) {
    try {
      Files.createDirectories(home);
      Path output = Files.createTempFile(home, "output", ".txt");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "-Xmx384m",
              "-jar",
              ROOT.resolve("bootstrap/server/target/quarkus-app/quarkus-run.jar").toString()));
      command.addAll(List.of(arguments));
      command.addAll(List.of("--home", home.toString()));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      Map<String, String> environment = builder.environment();
      environment.put(
          "CINEPHILE_ELASTICSEARCH_DISTRIBUTION",
          Files.readString(
                  ROOT.resolve("adapters-elasticsearch/target/elasticsearch-distribution.txt"))
              .strip());
      environment.put(
          "CINEPHILE_TRAINER_CLASS_PATH_FILE",
          ROOT.resolve("bootstrap/trainer/target/trainer-class-path.txt").toString());
      // Tests ask as fast as they can.
      environment.put("CINEPHILE_RATE_LIMIT_PER_ADDRESS", "0");
      environment.put("CINEPHILE_RATE_LIMIT_PER_KEY", "0");
      environment.putAll(more);
      return new RunningCinephile(home, output, port, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path folder, Path to) {
    try (Stream<Path> files = Files.list(folder)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(
            file,
            to.resolve(file.getFileName()),
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On which it listens, on this machine. */
  public int port() {
    return port;
  }

  /** Its home folder. */
  Path home() {
    return home;
  }

  /** All that it has printed so far. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says that it is ready, and fails if it ends or takes longer. */
  public RunningCinephile awaitReady(Duration patience) {
    await(
        "the server to be ready",
        patience,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(
                "It ended with %d:\n%s".formatted(process.exitValue(), output()));
          }
          return output().contains("Cinephile is ready");
        });
    return this;
  }

  /** Waits until the process has ended, and returns its exit code. */
  int awaitEnd(Duration patience) {
    await("the process to end", patience, () -> !process.isAlive());
    return process.exitValue();
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /** The JSON of an answer that needs no key, which has to be 200. */
  public JsonNode json(String path) {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(
          path + " answered " + response.statusCode() + ": " + response.body());
    }
    return json(response);
  }

  HttpResponse<String> title(String title, int limit) {
    String encoded = URLEncoder.encode(title, StandardCharsets.UTF_8);
    return get("/api/v1/recommendations?title=%s&limit=%d".formatted(encoded, limit));
  }

  /** Asks with the key of an administrator. */
  public HttpResponse<String> asAdmin(String path) {
    return asAdmin(path, "application/json");
  }

  HttpResponse<String> asAdmin(String path, String accept) {
    return send(request(path).GET().header("X-API-Key", adminKey()).header("Accept", accept));
  }

  /** The events of a run until the server ends the stream. */
  List<JsonNode> follow(String run) {
    HttpRequest events =
        request("/api/v1/admin/training-runs/%s/events".formatted(run))
            .timeout(Duration.ofMinutes(3))
            .header("X-API-Key", adminKey())
            .build();
    try (Stream<String> lines = http.send(events, BodyHandlers.ofLines()).body()) {
      return lines
          .filter(line -> line.startsWith("data:"))
          .map(line -> parsed(line.substring("data:".length())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> trigger(String body) {
    return postAsAdmin("/api/v1/admin/training-runs", body);
  }

  HttpResponse<String> postAsAdmin(String path, String body) {
    return send(
        request(path)
            .POST(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("X-API-Key", adminKey()));
  }

  /**
   * Asks as the administrator, who may do everything, unless the headers say otherwise.
   *
   * @param body empty for none
   * @param headers names and values in turn
   */
  HttpResponse<String> ask(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .setHeader("Content-Type", "application/json")
            .setHeader("X-API-Key", adminKey());
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  /** Has a user rate a movie. */
  public HttpResponse<String> rate(String user, int movie, double stars) {
    return putAsAdmin(
        "/api/v1/users/%s/ratings/%d".formatted(user, movie), "{\"stars\": %s}".formatted(stars));
  }

  HttpResponse<String> putAsAdmin(String path, String body) {
    return send(
        request(path)
            .PUT(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("X-API-Key", adminKey()));
  }

  HttpResponse<String> activate(String generation, String query) {
    return postAsAdmin("/api/v1/admin/models/%s/activate%s".formatted(generation, query), "");
  }

  HttpResponse<String> deleteAsAdmin(String path) {
    return send(request(path).DELETE().header("X-API-Key", adminKey()));
  }

  /** Begins a run and returns its name. */
  String begin(String body) {
    HttpResponse<String> response = trigger(body);
    if (response.statusCode() != 202) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return json(response).path("id").asText();
  }

  /** Does a run to its end, and returns it. */
  JsonNode train(String body) {
    return awaitRun(begin(body), Duration.ofMinutes(3));
  }

  /** Does a run whose generation is served whatever the gate says, and returns that. */
  String trainByForce(String body) {
    HttpResponse<String> begun = postAsAdmin("/api/v1/admin/training-runs?force=true", body);
    JsonNode run = awaitRun(json(begun).path("id").asText(), Duration.ofMinutes(3));
    if (!run.path("state").asText().equals("succeeded")) {
      throw new AssertionError(run.toPrettyString());
    }
    String generation = run.path("figures").path("generation").asText();
    awaitServed(generation);
    return generation;
  }

  /** The server looks for what a run has activated, each second. */
  void awaitServed(String generation) {
    await(
        "%s to be served".formatted(generation),
        Duration.ofSeconds(10),
        () -> generation().equals(generation));
  }

  /** The generation that is answered from right now. */
  String generation() {
    return json("/api/v1/movies/popular?limit=1").path("generation").asText();
  }

  /** Waits until a run has ended, and returns it. */
  JsonNode awaitRun(String id, Duration patience) {
    await("the run to end", patience, () -> ENDED.contains(run(id).path("state").asText()));
    return run(id);
  }

  JsonNode run(String id) {
    HttpResponse<String> response = asAdmin("/api/v1/admin/training-runs/" + id);
    return response.statusCode() == 200 ? json(response) : JSON.createObjectNode();
  }

  /** The JSON of an answer. */
  public static JsonNode json(HttpResponse<String> response) {
    return parsed(response.body());
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  /** The key that the first start made. */
  public String adminKey() {
    try {
      return Files.readString(home.resolve("keys/admin.key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every process that was started from this one, directly or not, and is still alive. */
  List<ProcessHandle> descendants() {
    return process.descendants().filter(ProcessHandle::isAlive).toList();
  }

  /** The descendants whose command line holds such words. */
  List<ProcessHandle> descendantsNamed(String words) {
    return descendants().stream().filter(child -> commandLine(child).contains(words)).toList();
  }

  private static String commandLine(ProcessHandle child) {
    Path proc = Path.of("/proc", "" + child.pid(), "cmdline");
    try {
      return Files.exists(proc)
          ? Files.readString(proc).replace('\0', ' ')
          : child.info().commandLine().orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** Sends a signal, by name. */
  void signal(String name) {
    signal(process.toHandle(), name);
  }

  static void signal(ProcessHandle target, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, "" + target.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void await(String what, Duration patience, Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.get()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Waited %d s for %s.".formatted(patience.toSeconds(), what));
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> left =
        Stream.concat(Stream.of(process.toHandle()), descendants().stream()).toList();
    process.destroy();
    try {
      awaitEnd(Duration.ofSeconds(30));
    } finally {
      left.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
