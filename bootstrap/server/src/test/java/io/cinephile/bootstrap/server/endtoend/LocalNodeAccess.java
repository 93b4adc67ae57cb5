package io.cinephile.bootstrap.server.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Asks the Elasticsearch of a running installation, past all of Cinephile's own code. */
final class LocalNodeAccess {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private LocalNodeAccess() {}

  static JsonNode get(Path home, String path) {
    return send(home, "GET", path, "");
  }

  /**
   * What it answers, whatever the status.
   *
   * @param body empty for none
   */
  static JsonNode send(Path home, String method, String path, String body) {
    String account = "cinephile:" + password(home);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s%s".formatted(port(home), path)))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/json")
            .build();
    try {
      return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String password(Path home) {
    try {
      return Files.readString(home.resolve("elasticsearch/password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String port(Path home) {
    try {
      List<String> lines =
          Files.readAllLines(home.resolve("elasticsearch/config/elasticsearch.yml"));
      return lines.stream()
          .filter(line -> line.startsWith("http.port"))
          .map(line -> line.replaceAll("\\D", ""))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
