package io.cinephile.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.UUID;

/**
 * Brings saved objects into a Kibana, in the place of those of the same ids: it may be repeated.
 * Redirects are not followed, so that nobody else is shown the password. For one thread at a time.
 */
public final class KibanaImport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int OK = 200;
  private static final int MOST_ERRORS_SHOWN = 5;

  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final String kibana;
  private final KibanaAccess access;
  private final Duration patience;

  /**
   * @param kibana its address, with its base path and its space where it has them: {@code
   *     https://kibana.example/s/films}
   * @param patience for how long Kibana may say that it is not ready yet, or not answer at all
   * @throws ImportFailedException if that is not the address of a Kibana
   */
  public KibanaImport(URI kibana, KibanaAccess access, Duration patience) {
    boolean web = "http".equals(kibana.getScheme()) || "https".equals(kibana.getScheme());
    if (!web || kibana.getHost() == null) {
      throw new ImportFailedException(
          "The address of Kibana must begin with http:// or https:// and name a host.");
    }
    if (kibana.getRawUserInfo() != null
        || kibana.getRawQuery() != null
        || kibana.getRawFragment() != null) {
      throw new ImportFailedException(
          "The address of Kibana must hold no user, no password, no query and no fragment.");
    }
    this.kibana = kibana.toString().replaceAll("/+$", "");
    this.access = access;
    this.patience = patience;
  }

  /**
   * Waits until Kibana is ready, and imports.
   *
   * @return how many objects were imported: all
   * @throws ImportFailedException if Kibana did not get ready, refused, or did not take all of
   *     them; some may have been imported
   */
  public int run(SavedObjects objects) {
    awaitKibana();
    HttpResponse<String> response = send(importing(objects));
    if (response.statusCode() != OK) {
      throw refused("the import", response);
    }
    JsonNode outcome = parsed(response.body());
    int imported = outcome.path("successCount").asInt();
    if (!outcome.path("success").asBoolean() || imported != objects.count()) {
      throw new ImportFailedException(
          "Kibana imported %d of %d objects%s"
              .formatted(imported, objects.count(), reasons(outcome.path("errors"))));
    }
    return imported;
  }

  private void awaitKibana() {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      String reason;
      try {
        HttpResponse<String> response =
            http.send(request("/api/status").GET().build(), BodyHandlers.ofString());
        reason = reasonToWait(response);
      } catch (IOException e) {
        reason = "it cannot be reached (%s)".formatted(e);
      } catch (InterruptedException e) {
        throw interrupted();
      }
      if (reason.isEmpty()) {
        return;
      }
      if (System.nanoTime() + PAUSE.toNanos() > deadline) {
        throw new ImportFailedException(
            "Kibana did not get ready in %d s: %s.".formatted(patience.toSeconds(), reason));
      }
      pause();
    }
  }

  /** Empty if it is ready. */
  private static String reasonToWait(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status >= 500) {
      return "it answered " + status;
    }
    if (status != OK) {
      throw refused("to tell its status", response);
    }
    String level = parsed(response.body()).path("status").path("overall").path("level").asText();
    return level.equals("available") ? "" : "it says that it is '%s'".formatted(level);
  }

  private HttpRequest importing(SavedObjects objects) {
    String boundary = UUID.randomUUID().toString();
    String body =
        """
        --%1$s\r
        Content-Disposition: form-data; name="file"; filename="%2$s"\r
        Content-Type: application/ndjson\r
        \r
        %3$s\r
        --%1$s--\r
        """
            .formatted(boundary, objects.fileName(), objects.lines());
    return request("/api/saved_objects/_import?overwrite=true")
        .header("kbn-xsrf", "true")
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(kibana + path)).timeout(CALL);
    access.authorization().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ImportFailedException("Kibana cannot be reached any more: " + e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static ImportFailedException refused(String what, HttpResponse<String> response) {
    int status = response.statusCode();
    String meaning =
        switch (status) {
          case 401 -> "the API key, or the user and password, are missing or wrong";
          case 403 -> "this user may not do that";
          case 404 -> "there is no Kibana, or no such space, at this address";
          default ->
              status >= 300 && status < 400
                  ? "it sends elsewhere, which is not followed: "
                      + response.headers().firstValue("Location").orElse("?")
                  : brief(response.body());
        };
    return new ImportFailedException(
        "Kibana refused %s with status %d: %s.".formatted(what, status, meaning));
  }

  private static String brief(String body) {
    String line = body.replaceAll("\\s+", " ").strip();
    return line.substring(0, Math.min(200, line.length()));
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new ImportFailedException("This is not Kibana's answer: " + brief(json));
    }
  }

  private static String reasons(JsonNode errors) {
    StringJoiner reasons = new StringJoiner("; ", errors.isEmpty() ? "." : ": ", "");
    reasons.setEmptyValue(".");
    for (int i = 0; i < Math.min(MOST_ERRORS_SHOWN, errors.size()); i++) {
      JsonNode error = errors.path(i);
      JsonNode reason = error.path("error");
      reasons.add(
          "%s %s: %s"
              .formatted(
                  error.path("type").asText(),
                  error.path("id").asText(),
                  reason.path("message").asText(reason.path("type").asText())));
    }
    return reasons.toString();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static ImportFailedException interrupted() {
    Thread.currentThread().interrupt();
    return new ImportFailedException("Interrupted while waiting for Kibana.");
  }
}
