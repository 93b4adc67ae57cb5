package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreemptiveAuthenticationTest {
  private final List<List<String>> headers = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          headers.add(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void each_request_carries_the_password_the_first_one_too() throws IOException {
    ask(Optional.of("somebody"), Optional.of("pässword"));
    String credentials =
        Base64.getEncoder().encodeToString("somebody:pässword".getBytes(StandardCharsets.UTF_8));
    assertThat(headers)
        .containsExactly(List.of("Basic " + credentials), List.of("Basic " + credentials));
  }

  @Test
  void without_a_password_nothing_is_sent() throws IOException {
    ask(Optional.empty(), Optional.empty());
    assertThat(headers).containsExactly(List.of(), List.of());
  }

  private void ask(Optional<String> username, Optional<String> password) throws IOException {
    HttpHost host =
        new HttpHost(server.getAddress().getAddress(), server.getAddress().getPort(), "http");
    try (RestClient client =
        RestClient.builder(host)
            .setHttpClientConfigCallback(new PreemptiveAuthentication(username, password))
            .build()) {
      client.performRequest(new Request("GET", "/"));
      client.performRequest(new Request("GET", "/"));
    }
  }
}
