package io.cinephile.bootstrap.server.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Asks every operation that the OpenAPI document names about somebody, in requests as they should
 * be and as they should not. An operation that is added is asked as well.
 */
final class EveryOperation {
  /** Bodies as they should be, by the names of their schemas. */
  private static final Map<String, String> BODIES =
      Map.of(
          "RatingRequest", "{\"stars\":4.5}",
          "ConsentRequest", "{\"allowed\":true}",
          "BatchRequest", "{\"users\":[\"%s\"]}",
          "GroupRequest", "{\"users\":[\"%s\",\"17\"]}");

  private final RunningCinephile cinephile;
  private final String user;
  private final JsonNode document;
  private final List<String> refusals = new ArrayList<>();
  private int answers;

  EveryOperation(RunningCinephile cinephile, String user) {
    this.cinephile = cinephile;
    this.user = user;
    this.document = cinephile.json("/q/openapi?format=json");
  }

  /** How many requests were answered. */
  int answers() {
    return answers;
  }

  /** How requests were refused that had the id where an id belongs, with all headers. */
  List<String> refusals() {
    return refusals;
  }

  /** Those that erase come last. */
  EveryOperation ask() {
    List<Runnable> deletions = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          String method = operation.getKey().toUpperCase(Locale.ROOT);
                          Runnable asking = () -> ask(method, path.getKey(), operation.getValue());
                          if (method.equals("DELETE")) {
                            deletions.add(asking);
                          } else {
                            asking.run();
                          }
                        }));
    deletions.forEach(Runnable::run);
    askBroken("/api/v1/users/%s%%zz/ratings".formatted(user));
    askBroken("/api/v1/users/%s;a/ratings".formatted(user));
    askBroken("//users/%s/ratings ratings".formatted(user));
    return this;
  }

  private void ask(String method, String path, JsonNode operation) {
    if (path.startsWith("/api/v1/users/{id}")) {
      askAboutOne(method, path, operation);
    } else if (takesUsers(operation)) {
      askAboutSeveral(method, path, operation);
    } else {
      askElsewhere(method, path, operation);
    }
  }

  private void askAboutOne(String method, String path, JsonNode operation) {
    String body = body(operation);
    String rest = filled(path.substring("/api/v1/users/{id}".length()), operation);
    String own = "/api/v1/users/" + user;
    refused(send(method, own + rest, body));
    Stream.of("%21", "%00", "%2F", "x".repeat(64), "/" + user)
        .forEach(more -> refused(send(method, own + more + rest, body)));
    refused(send("PATCH", own + rest, body));
    refused(send("OPTIONS", own + rest, ""));
    refused(send(method, own + rest, body, "X-API-Key", user));
    refused(send(method, own + rest, body, "Accept", "application/" + user));
    if (!body.isEmpty()) {
      refused(send(method, own + rest, body, "Content-Type", "text/" + user));
      Stream.of("", "[\"%s", "\"%s\"", "{\"id\":\"%1$s\",\"stars\":\"%1$s\",\"allowed\":\"%1$s\"}")
          .forEach(bad -> refused(send(method, own + rest, bad.formatted(user))));
    }
    // Outside its place, where a refusal may repeat it to whoever sent it.
    parameters(operation, "query")
        .forEach(name -> send(method, "%s%s?%s=%s".formatted(own, rest, name, user), body));
  }

  private void askAboutSeveral(String method, String path, JsonNode operation) {
    refused(send(method, path, body(operation)));
    Stream.of(
            "{\"users\":[\"%s!\"]}",
            "{\"users\":[\"%1$s\",\"%1$s\"]}",
            "{\"users\":[\"%s\",7,{}]}",
            "{\"users\":\"%s\"}",
            "{\"users\":[\"%s\"],\"options\":{\"limit\":0}}",
            "{\"users\":[\"%s\"")
        .forEach(body -> refused(send(method, path, body.formatted(user))));
  }

  /** Where no id belongs. */
  private void askElsewhere(String method, String path, JsonNode operation) {
    boolean named = path.contains("{");
    if (named) {
      send(method, path.replaceAll("\\{[^}]+}", user), body(operation));
    }
    for (String name : parameters(operation, "query")) {
      send(method, "%s?%s=%s".formatted(filled(path, operation), name, user), body(operation));
    }
    if (operation.has("requestBody")) {
      send(method, path, "{\"%1$s\":\"%1$s\"}".formatted(user));
    }
  }

  private void refused(HttpResponse<String> answer) {
    if (answer.statusCode() >= 400) {
      refusals.add(
          "%s %s %s".formatted(answer.statusCode(), answer.headers().map(), answer.body()));
    }
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers) {
    String[] all =
        Stream.concat(
                Stream.of("X-Request-ID", user, "If-None-Match", "\"" + user + "\""),
                Stream.of(headers))
            .toArray(String[]::new);
    answers++;
    return cinephile.ask(method, path, body, all);
  }

  /** What no client library would send. */
  private void askBroken(String target) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cinephile.port())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\nConnection: close\r\n\r\n"
              .formatted(target, cinephile.adminKey());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      refusals.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
      answers++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean takesUsers(JsonNode operation) {
    return resolved(schema(operation)).at("/properties/users").isObject();
  }

  private static JsonNode schema(JsonNode operation) {
    return operation.path("requestBody").at("/content/application~1json/schema");
  }

  private String body(JsonNode operation) {
    String schema = schema(operation).path("$ref").asText().replaceAll(".*/", "");
    return BODIES.getOrDefault(schema, "").formatted(user);
  }

  /** The path with examples in its places. */
  private String filled(String path, JsonNode operation) {
    String filled = path;
    for (JsonNode parameter : operation.path("parameters")) {
      JsonNode known = resolved(parameter);
      filled =
          filled.replace(
              "{%s}".formatted(known.path("name").asText()), known.path("example").asText());
    }
    return filled;
  }

  private List<String> parameters(JsonNode operation, String in) {
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      JsonNode known = resolved(parameter);
      if (known.path("in").asText().equals(in)) {
        names.add(known.path("name").asText());
      }
    }
    return names;
  }

  private JsonNode resolved(JsonNode described) {
    String reference = described.path("$ref").asText();
    return reference.isEmpty() ? described : document.at(reference.substring(1));
  }
}
