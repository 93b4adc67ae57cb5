package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cinephile.domain.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An overloaded store, played by a server that answers what it is told to. */
final class PushBackTest {
  private static final PublishingSettings ONE_AT_A_TIME =
      new PublishingSettings(1, 0, 1_000_000, 1000, 1, 2, Duration.ofMillis(1));
  private static final BulkDocument<String> NAMED =
      new BulkDocument<>() {
        @Override
        public String id(String name) {
          return name;
        }

        @Override
        public void fields(String name, JsonGenerator json) throws IOException {
          json.writeStringField("name", name);
        }
      };

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private RestClient client;

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client = RestClient.builder(new HttpHost("127.0.0.1", server.getAddress().getPort())).build();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.stop(0);
  }

  @Test
  void sendsAWholePortionAgain() {
    answers.add(new Answer(429, "{\"error\":{\"type\":\"circuit_breaking_exception\"}}"));
    answers.add(new Answer(503, "no JSON at all"));
    answers.add(new Answer(200, "{\"errors\":false}"));
    assertThat(write("a", "b")).isEqualTo(2);
    assertThat(requests).hasSize(3).allMatch(requests.get(0)::equals);
  }

  @Test
  void sendsOnlyThoseDocumentsAgainThatWerePushedBack() {
    answers.add(
        new Answer(
            200,
            """
            {"errors":true,"items":[{"index":{"status":201}},
            {"index":{"status":429,"error":{"type":"es_rejected_execution_exception"}}},
            {"index":{"status":201}}]}
            """));
    answers.add(new Answer(200, "{\"errors\":false}"));
    assertThat(write("a", "b", "c")).isEqualTo(3);
    assertThat(requests).containsExactly(lines("a") + lines("b") + lines("c"), lines("b"));
  }

  @Test
  void givesUpAfterAllRetries() {
    for (int i = 0; i < 3; i++) {
      answers.add(new Answer(429, "{\"error\":{\"type\":\"es_rejected_execution_exception\"}}"));
    }
    assertThatThrownBy(() -> write("a", "b"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("3 times")
        .hasMessageContaining("2 of 2 documents")
        .hasMessageContaining("es_rejected_execution_exception");
  }

  @Test
  void doesNotRetryWhatIsRefused() {
    answers.add(new Answer(400, "{\"error\":{\"type\":\"parsing\",\"reason\":\"what?\"}}"));
    assertThatThrownBy(() -> write("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("parsing: what?");
    assertThat(requests).hasSize(1);
  }

  @Test
  void knowsAFullDiskFromAnOverload() {
    answers.add(
        new Answer(
            200,
            """
            {"errors":true,"items":[{"index":{"status":429,"error":{
            "type":"cluster_block_exception","reason":"index [x] blocked by:
             [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark,
             index has read-only-allow-delete block]"}}}]}
            """
                .replace("\n ", " ")));
    assertThatThrownBy(() -> write("a"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(ErrorReason.DISK_NEARLY_FULL);
    assertThat(requests).hasSize(1);
  }

  private long write(String... names) {
    return new BulkWriter(new JsonTransport(client), ONE_AT_A_TIME)
        .write("index", Stream.of(names), NAMED, n -> {});
  }

  private static String lines(String name) {
    return "{\"index\":{\"_id\":\"%s\"}}\n{\"name\":\"%s\"}\n".formatted(name, name);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Answer answer = answers.remove();
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
