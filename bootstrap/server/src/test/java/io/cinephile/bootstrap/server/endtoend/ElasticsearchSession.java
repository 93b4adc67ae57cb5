package io.cinephile.bootstrap.server.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/** Asks the Elasticsearch of a running installation as Kibana does. */
final class ElasticsearchSession {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 10_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private final String authorization;

  /** With all rights. */
  ElasticsearchSession(RunningCinephile cinephile) {
    this(cinephile, "cinephile");
  }

  private ElasticsearchSession(RunningCinephile cinephile, String name) {
    address = "http://127.0.0.1:" + LocalNodeAccess.port(cinephile.home());
    String user = name + ":" + LocalNodeAccess.password(cinephile.home());
    authorization =
        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * As a user who has roles as they are shipped for Kibana, and no other. The user is gone when the
   * installation is started anew.
   */
  static ElasticsearchSession as(RunningCinephile cinephile, String user, String... roles) {
    Path configuration = cinephile.home().resolve("elasticsearch/config");
    try {
      String known = Files.readString(configuration.resolve("roles.yml"));
      for (String role : roles) {
        if (!known.contains(role + ":")) {
          JsonNode shipped = JSON.readTree(Path.of("../../kibana/roles", role + ".json").toFile());
          // JSON is YAML, too.
          append(configuration.resolve("roles.yml"), role + ": " + shipped.path("elasticsearch"));
        }
        append(configuration.resolve("users_roles"), role + ":" + user);
      }
      String[] first =
          Files.readString(configuration.resolve("users"))
              .lines()
              .findFirst()
              .orElseThrow()
              .split(":", 2);
      append(configuration.resolve("users"), user + ":" + first[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ElasticsearchSession seen = new ElasticsearchSession(cinephile, user);
    // Elasticsearch looks at these files every five seconds, and the user's one comes last.
    RunningCinephile.await(
        "Elasticsearch to know " + user,
        Duration.ofSeconds(30),
        () -> seen.status("cinephile-movies") == 200);
    return seen;
  }

  private static void append(Path file, String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
  }

  /** How a search without conditions is answered. */
  int status(String index) {
    return respond("GET", "/" + index + "/_search?size=0", "").statusCode();
  }

  JsonNode search(String index, JsonNode body) {
    return send("POST", "/" + index + "/_search", body.toString());
  }

  /** All documents of an index that has few. */
  List<JsonNode> all(String index) {
    JsonNode hits =
        send("POST", "/" + index + "/_search?size=" + MOST, "{}").path("hits").path("hits");
    if (hits.size() == MOST) {
      throw new AssertionError("There are too many documents in " + index);
    }
    return StreamSupport.stream(hits.spliterator(), false).map(hit -> hit.path("_source")).toList();
  }

  /** What is known of the fields of an index, by type, by field. */
  JsonNode fields(String index) {
    return send("GET", "/" + index + "/_field_caps?fields=*", "").path("fields");
  }

  void put(String index, String id, String document) {
    send("PUT", "/%s/_doc/%s?refresh=true".formatted(index, id), document);
  }

  void remove(String index, String id) {
    send("DELETE", "/%s/_doc/%s?refresh=true".formatted(index, id), "");
  }

  private JsonNode send(String method, String path, String body) {
    HttpResponse<String> response = respond(method, path, body);
    if (response.statusCode() >= 300) {
      throw new AssertionError(method + " " + path + ": " + response.body());
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> respond(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
