package io.cinephile.adapters.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RequestIdsTest {
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/movies/1, 200",
    "/api/v1/movies/99, 404",
    "/api/v1/movies?query=matrix&limit=0, 400",
    "/nowhere, 404",
    "/api/v1/users/1/recommendations, 401",
    "/api/v1/movies;a/1, 400",
    "/, 200"
  })
  void everyAnswerHasTheCallersId(String path, int status) {
    given()
        .header("X-Request-ID", "Order-66.b_1")
        .get(path)
        .then()
        .statusCode(status)
        .header("X-Request-ID", equalTo("Order-66.b_1"));
  }

  @Test
  void everyAnswerHasAnIdOfItsOwnWhereTheCallerProposesNone() {
    String first = given().get("/api/v1/movies/1").header("X-Request-ID");
    String second = given().get("/api/v1/movies/1").header("X-Request-ID");
    assertThat(first).matches(UUID).isNotEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a%0Ab", "${jndi:x}", "ä"})
  void anIdThatIsNoneIsReplaced(String proposed) {
    given()
        .header("X-Request-ID", proposed)
        .get("/api/v1/movies/1")
        .then()
        .header("X-Request-ID", matchesPattern(UUID));
    given()
        .header("X-Request-ID", "a".repeat(65))
        .get("/api/v1/movies/1")
        .then()
        .header("X-Request-ID", matchesPattern(UUID));
  }

  @Test
  void whatIsLoggedIsLoggedUnderTheId() {
    ports.failWith(new IllegalStateException("broken"));
    List<String> ids = new CopyOnWriteArrayList<>();
    Handler listener = new Listener(ids);
    Logger.getLogger("").addHandler(listener);
    try {
      given().header("X-Request-ID", "find-me").get("/api/v1/movies/1").then().statusCode(500);
    } finally {
      Logger.getLogger("").removeHandler(listener);
    }
    assertThat(ids).contains("find-me");
  }

  private static final class Listener extends Handler {
    private final List<String> ids;

    Listener(List<String> ids) {
      this.ids = ids;
    }

    @Override
    public void publish(LogRecord entry) {
      ids.add(String.valueOf(ExtLogRecord.wrap(entry).getMdc("requestId")));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
