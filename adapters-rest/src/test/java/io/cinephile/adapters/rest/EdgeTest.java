package io.cinephile.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no well-behaved client sends, byte by byte. */
@QuarkusTest
class EdgeTest {
  private static final int PATIENCE = (int) Duration.ofSeconds(20).toMillis();

  @TestHTTPResource("/")
  URI server;

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  /** What was answered, as far as it matters here. */
  private record Answer(int status, String head, String body) {
    static Answer of(String text) {
      int end = text.indexOf("\r\n\r\n");
      assertThat(end).as("an answer: '%s'", text).isPositive();
      String head = text.substring(0, end);
      return new Answer(Integer.parseInt(head.split(" ")[1]), head, text.substring(end + 4));
    }

    void isProblem(int expected, String kind) {
      assertThat(status).as(head).isEqualTo(expected);
      assertThat(head.toLowerCase(Locale.ROOT))
          .contains("content-type: application/problem+json", "cache-control: no-store");
      assertThat(JsonPath.from(body).getString("type")).isEqualTo("urn:cinephile:problem:" + kind);
      assertThat(JsonPath.from(body).getInt("status")).isEqualTo(expected);
    }
  }

  private Answer send(String request) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return Answer.of(read(socket.getInputStream()));
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    in.transferTo(answer);
    return answer.toString(StandardCharsets.UTF_8);
  }

  private Answer get(String address, String... headers) throws IOException {
    return send(
        "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
            .formatted(address, String.join("", headers)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/movies/%zz",
        "/api/v1/movies/%",
        "/api/v1/movies/%4",
        "/%zz",
        "/api/v1/movies?query=%zz",
        "/api/v1/movies?query=100%",
        "/api/v1/movies?%zz=1",
        "/api/v1/movies?query=a|b",
        "/api/v1/movies?query={}",
        "/api/v1/movies;a=b/1",
        "/api;a/v1/admin/models",
        "/api/v1/movies%3Ba/1"
      })
  void aMalformedAddressIsAProblem(String address) throws IOException {
    Answer answer = get(address);
    answer.isProblem(400, "malformed-address");
    assertThat(answer.head).contains("X-Request-ID: ");
  }

  @Test
  void aSemicolonInAQueryIsText() throws IOException {
    assertThat(get("/api/v1/movies?query=matrix;%3B").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/movies?query=%ff",
        "/api/v1/movies?query=%00",
        "/api/v1/movies/%00",
        "/api/v1/movies/%ff%fe"
      })
  void textThatIsNoTextIsNotFoundOrRefused(String address) throws IOException {
    assertThat(get(address).status()).isIn(200, 400, 404);
  }

  @ParameterizedTest
  @ValueSource(ints = {8200, 20_000, 60_000})
  void anAddressThatIsTooLongIsAProblem(int length) throws IOException {
    get("/api/v1/movies?query=" + "a".repeat(length)).isProblem(414, "address-too-long");
  }

  @ParameterizedTest
  @ValueSource(ints = {17_000, 60_000})
  void headersThatAreTooLargeAreAProblem(int length) throws IOException {
    get("/api/v1/movies/1", "X-Padding: " + "a".repeat(length) + "\r\n")
        .isProblem(431, "headers-too-large");
  }

  @ParameterizedTest
  @ValueSource(ints = {70_000, 200_000})
  void whatIsLongerStillIsRefusedAllTheSame(int length) throws IOException {
    assertThat(get("/api/v1/movies?query=" + "a".repeat(length)).status()).isEqualTo(414);
    assertThat(get("/api/v1/movies/1", "X-Padding: " + "a".repeat(length) + "\r\n").status())
        .isEqualTo(431);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET\r\n\r\n",
        "GET /api/v1/movies/1 HTTP/9.9\r\n\r\n",
        "GET /api/v1/movies/1 HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /api/v1/movies/1 HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
        "POST /api/v1/admin/training-runs HTTP/1.1\r\nHost: a\r\nContent-Length: abc\r\n\r\n",
        "POST /api/v1/admin/training-runs HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
      })
  void whatIsNotHttpIsRefused(String request) throws IOException {
    assertThat(send(request).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BREW", "TRACE", "PATCH"})
  void aMethodThatIsNotOfferedIsAProblem(String method) throws IOException {
    Answer answer =
        send(method + " /api/v1/movies/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    answer.isProblem(405, "method-not-allowed");
    assertThat(answer.head).contains("Allow: GET, HEAD, OPTIONS");
  }

  @Test
  void theHeadOfAnAnswerComesWithoutItsBody() throws IOException {
    Answer head = send("HEAD /api/v1/movies/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertThat(head.status).isEqualTo(200);
    assertThat(head.head).contains("ETag: W/");
    assertThat(head.body).isEmpty();
    Answer refused = send("HEAD /api/v1/users/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertThat(refused.status).isEqualTo(401);
    assertThat(refused.body).isEmpty();
  }

  @Test
  void theOptionsOfAnAddressAreItsMethods() throws IOException {
    Answer options =
        send("OPTIONS /api/v1/movies/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertThat(options.status).isEqualTo(200);
    assertThat(options.head).contains("Allow: HEAD, GET, OPTIONS");
  }
}
