package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are meant to wear the server out. */
@QuarkusTest
@TestProfile(BodiesTest.Impatient.class)
class BodiesTest {
  private static final String RUNS = "/api/v1/admin/training-runs";

  @TestHTTPResource("/")
  URI server;

  @Inject TestPorts ports;
  @Inject ObjectMapper json;

  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.read-timeout", "1s");
    }
  }

  @BeforeEach
  void reset() {
    ports.reset();
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  @Test
  void bodiesAreReadFiftyLevelsDeep() throws IOException {
    assertThat(json.readTree(nested(50))).isNotNull();
    assertThatThrownBy(() -> json.readTree(nested(51)))
        .isInstanceOf(StreamConstraintsException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataset-of-10001", "seed-of-101"})
  void whatIsTooLongIsRefusedAsMalformed(String kind) {
    String body =
        kind.startsWith("dataset")
            ? "{\"dataset\":\"%s\"}".formatted("a".repeat(10_001))
            : "{\"seed\":%s}".formatted("1".repeat(101));
    Callers.admin()
        .contentType(ContentType.JSON)
        .body(body)
        .post(RUNS)
        .then()
        .spec(problem(400, "malformed-body"))
        .body(
            "detail",
            equalTo(
                "A body may be nested 50 levels deep, with strings of 10000 and numbers of 100"
                    + " characters."));
  }

  @Test
  void aBodyThatTricklesInIsNotWaitedFor() throws IOException, InterruptedException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST %s HTTP/1.1\r\nHost: a\r\nX-API-Key: %s\r\nContent-Type: application/json\r\n"
                  + "Content-Length: 1000\r\n\r\n")
              .formatted(RUNS, TestUseCases.ADMIN_KEY)
              .getBytes(StandardCharsets.US_ASCII));
      // Each pause is shorter than the server waits for, all together are longer.
      for (int i = 0; i < 6; i++) {
        out.write(' ');
        out.flush();
        Thread.sleep(300);
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      assertThat(answer.toString(StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 408 ")
          .contains("application/problem+json", "urn:cinephile:problem:body-too-slow");
    }
  }
}
