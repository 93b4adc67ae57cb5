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
  private static final String PROPOSED = "6f1c0a52-93de-4b7a-8c11-0f2e4d5a6b7c";

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
        .header("X-Request-ID", PROPOSED)
        .get(path)
        .then()
        .statusCode(status)
        .header("X-Request-ID", equalTo(PROPOSED));
  }

  @Test
  void everyAnswerHasAnIdOfItsOwnWhereTheCallerProposesNone() {
    String first = given().get("/api/v1/movies/1").header("X-Request-ID");
    String second = given().get("/api/v1/movies/1").header("X-Request-ID");
    assertThat(first).matches(UUID).isNotEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4bf92f3577b34da6a3ce929d0e0e4736", "6F1C0A52-93DE-4B7A-8C11-0F2E4D5A6B7C"})
  void whatGatewaysMakeIsTaken(String proposed) {
    given()
        .header("X-Request-ID", proposed)
        .get("/api/v1/movies/1")
        .then()
        .header("X-Request-ID", equalTo(proposed));
  }

  /** Such as the id of a user, which would stand in the log. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a%0Ab",
        "${jndi:x}",
        "ä",
        "anna.b-1990",
        "4711",
        "6f1c0a52-93de-4b7a-8c11-0f2e4d5a6b7c0",
        "6f1c0a5293de-4b7a-8c11-0f2e4d5a6b7c"
      })
  void anIdThatIsNoneIsReplaced(String proposed) {
    given()
        .header("X-Request-ID", proposed)
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
      given().header("X-Request-ID", PROPOSED).get("/api/v1/movies/1").then().statusCode(500);
    } finally {
      Logger.getLogger("").removeHandler(listener);
    }
    assertThat(ids).contains(PROPOSED);
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
