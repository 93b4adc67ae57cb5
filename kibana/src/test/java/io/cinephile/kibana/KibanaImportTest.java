package io.cinephile.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server here answers as Kibana does; the answers were taken from its documentation. */
class KibanaImportTest {
  private static final SavedObjects OBJECTS =
      new SavedObjects("two.ndjson", "{\"id\":\"é\"}\n{\"id\":\"b\"}\n");
  private static final String AVAILABLE =
      "{\"status\":{\"overall\":{\"level\":\"available\",\"summary\":\"All is well\"}}}";
  private static final String BOTH = "{\"success\":true,\"successCount\":2}";

  private final Deque<Answer> statuses = new ArrayDeque<>();
  private final List<String> imports = new ArrayList<>();
  private final List<String> headers = new ArrayList<>();
  private Answer outcome = new Answer(200, BOTH);
  private HttpServer kibana;

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    kibana = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    kibana.createContext(
        "/base/s/films/api/status",
        exchange ->
            answer(exchange, statuses.isEmpty() ? new Answer(200, AVAILABLE) : statuses.pop()));
    kibana.createContext(
        "/base/s/films/api/saved_objects/_import",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          imports.add(new String(body, StandardCharsets.UTF_8));
          headers.add(exchange.getRequestURI().getQuery());
          for (String name : List.of("kbn-xsrf", "Content-Type", "Authorization")) {
            headers.add(exchange.getRequestHeaders().getFirst(name));
          }
          answer(exchange, outcome);
        });
    kibana.start();
  }

  @AfterEach
  void stop() {
    kibana.stop(0);
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Location", "https://elsewhere.example/login");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private URI address() {
    return URI.create("http://127.0.0.1:%d/base/s/films/".formatted(kibana.getAddress().getPort()));
  }

  private int runImport(Duration patience) {
    return new KibanaImport(address(), KibanaAccess.byPassword("anna", "secret"), patience)
        .run(OBJECTS);
  }

  @Test
  void it_sends_one_file_that_replaces_what_is_there() {
    assertThat(runImport(Duration.ofSeconds(5))).isEqualTo(2);
    assertThat(runImport(Duration.ofSeconds(5))).as("again").isEqualTo(2);

    assertThat(headers.get(0)).isEqualTo("overwrite=true");
    assertThat(headers.get(1)).isEqualTo("true");
    assertThat(headers.get(2)).startsWith("multipart/form-data; boundary=");
    assertThat(headers.get(3)).isEqualTo("Basic YW5uYTpzZWNyZXQ=");
    String boundary = "--" + headers.get(2).replaceAll(".*boundary=", "");
    assertThat(imports.get(0))
        .isEqualTo(
            boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"two.ndjson\""
                + "\r\nContent-Type: application/ndjson\r\n\r\n"
                + OBJECTS.lines()
                + "\r\n"
                + boundary
                + "--\r\n");
  }

  @Test
  void it_waits_while_kibana_starts() {
    statuses.add(new Answer(503, "Kibana server is not ready yet"));
    statuses.add(new Answer(200, AVAILABLE.replace("available", "degraded")));

    assertThat(runImport(Duration.ofSeconds(10))).isEqualTo(2);
    assertThat(statuses).isEmpty();
  }

  @Test
  void it_does_not_wait_for_ever() {
    for (int i = 0; i < 10; i++) {
      statuses.add(new Answer(503, "Kibana server is not ready yet"));
    }

    assertThatThrownBy(() -> runImport(Duration.ofMillis(1500)))
        .isInstanceOf(ImportFailedException.class)
        .hasMessage("Kibana did not get ready in 1 s: it answered 503.");
    assertThat(imports).isEmpty();
  }

  @Test
  void it_tells_that_nobody_is_there() {
    kibana.stop(0);
    assertThatThrownBy(() -> runImport(Duration.ZERO)).hasMessageContaining("cannot be reached");
  }

  @ParameterizedTest
  @CsvSource({
    "401, missing or wrong",
    "403, may not",
    "404, no such space",
    "302, 'not followed: https://elsewhere.example/login'",
  })
  void a_refusal_is_told_at_once_and_without_the_password(int status, String meaning) {
    statuses.add(new Answer(status, "{}"));
    assertThatThrownBy(() -> runImport(Duration.ofMinutes(5)))
        .isInstanceOf(ImportFailedException.class)
        .hasMessageContaining(meaning)
        .hasMessageNotContaining("secret");

    outcome = new Answer(status, "{}");
    assertThatThrownBy(() -> runImport(Duration.ofMinutes(5))).hasMessageContaining(meaning);
  }

  @Test
  void success_is_what_the_body_says_and_not_the_status() {
    outcome =
        new Answer(
            200,
            """
            {"success":false,"successCount":1,"errors":[{"id":"b","type":"dashboard",
             "error":{"type":"missing_references"}}]}
            """);
    assertThatThrownBy(() -> runImport(Duration.ZERO))
        .hasMessage("Kibana imported 1 of 2 objects: dashboard b: missing_references");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"success\":true,\"successCount\":1}', 1 of 2",
    "'{}', 0 of 2",
    "<html>, not Kibana"
  })
  void what_is_not_the_whole_is_a_failure(String body, String message) {
    outcome = new Answer(200, body);
    assertThatThrownBy(() -> runImport(Duration.ZERO)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "kibana:5601",
    "ftp://kibana",
    "http://anna:secret@kibana:5601",
    "http://kibana/?space=films",
    "/kibana",
  })
  void an_address_that_is_none_is_refused(URI address) {
    assertThatThrownBy(() -> new KibanaImport(address, KibanaAccess.none(), Duration.ZERO))
        .isInstanceOf(ImportFailedException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void what_is_shipped_can_be_found() {
    for (Language language : Language.values()) {
      assertThat(SavedObjects.in(language).count()).isEqualTo(8);
    }
  }
}
