package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Callers.admin;
import static io.cinephile.adapters.rest.Callers.service;
import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.cinephile.domain.StoreUnavailableException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not depend on a resource. */
@QuarkusTest
class FailuresTest {
  private static final String USER = "viewer-4711";
  private static final String USER_PATH = "/api/v1/users/" + USER + "/recommendations";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/recommendations?title=matrix",
        USER_PATH,
        "/api/v1/movies?query=matrix",
        "/api/v1/movies/1",
        "/api/v1/movies/1/similar",
        "/api/v1/movies/popular"
      })
  void asksToComeBackBeforeThereIsAModel(String path) {
    ports.reset();
    service().get(path).then().spec(problem(503, "no-model-yet")).header("Retry-After", "30");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/recommendations?title=matrix",
        USER_PATH,
        "/api/v1/movies?query=matrix",
        "/api/v1/movies/1",
        "/api/v1/movies/1/similar",
        "/api/v1/movies/popular",
        "/api/v1/admin/training-runs",
        "/api/v1/admin/training-runs/run-20261122-161500-3f9a",
        "/api/v1/admin/training-runs/run-20261122-161500-3f9a/events",
        "/api/v1/admin/models",
        "/api/v1/admin/models/20261122-161500-3f9a",
        "/api/v1/admin/models/20261122-161500-3f9a/card",
        AuditResource.PATH,
        "/api/v1/governance/retention"
      })
  void asksToComeBackWhenTheStoreIsAway(String path) {
    ports.failWith(new StoreUnavailableException("a search of host-17 timed out", null));
    (path.matches(".*/(admin|governance)/.*") ? admin() : service())
        .get(path)
        .then()
        .spec(problem(503, "store-unavailable"))
        .header("Retry-After", "5")
        .body("detail", equalTo("The store does not answer; try again."));
  }

  @Test
  void tellsNothingOfTheInsideButAnIdThatIsLogged() {
    ports.failWith(new IllegalStateException("password is 1234"));
    try (Log log = new Log()) {
      String body =
          when()
              .get("/api/v1/movies/1")
              .then()
              .spec(problem(500, "internal-error"))
              .body("instance", startsWith("urn:uuid:"))
              .extract()
              .asString();
      assertThat(body).doesNotContain("1234", "IllegalState", "io.cinephile");
      String id = JsonPath.from(body).getString("instance");
      assertThat(log.messages).anyMatch(message -> message.contains(id));
    }
  }

  @Test
  void logsNoUserId() {
    try (Log log = new Log()) {
      service().get(USER_PATH).then().statusCode(200);
      service().get(USER_PATH + "?limit=0").then().statusCode(400);
      service().get(USER_PATH + "/nothing").then().statusCode(404);
      service().put(USER_PATH).then().statusCode(405);
      service().accept("text/plain").get(USER_PATH).then().statusCode(406);
      ports.failWith(new StoreUnavailableException("away", null));
      service().get(USER_PATH).then().statusCode(200);
      service()
          .contentType("application/json")
          .body("{\"stars\": 4}")
          .put("/api/v1/users/" + USER + "/ratings/1")
          .then()
          .statusCode(503);
      ports.failWith(new IllegalStateException("broken"));
      service().get(USER_PATH).then().statusCode(500);
      assertThat(log.messages).hasSizeGreaterThanOrEqualTo(2);
      assertThat(log.messages).noneMatch(message -> message.contains(USER));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/api/v1", "/api/v1/nowhere", "/api/v1/movies/1/nowhere"})
  void hasNothingElsewhere(String path) {
    when().get(path).then().spec(problem(404, "no-such-resource"));
  }

  @Test
  void leavesOtherRoutesAlone() {
    when().get("/").then().statusCode(200).contentType("text/html");
    when().get("/q/swagger-ui/").then().statusCode(200).contentType("text/html");
  }

  @Test
  void tellsWhichMethodsThereAre() {
    when()
        .put("/api/v1/movies/1")
        .then()
        .spec(problem(405, "method-not-allowed"))
        .header("Allow", "GET, HEAD, OPTIONS");
    given()
        .header("X-API-Key", TestUseCases.ADMIN_KEY)
        .delete("/api/v1/admin/training-runs")
        .then()
        .spec(problem(405, "method-not-allowed"))
        .header("Allow", "GET, HEAD, OPTIONS, POST");
  }

  @Test
  void speaksNothingButJson() {
    given()
        .accept("text/plain")
        .get("/api/v1/movies/1")
        .then()
        .spec(problem(406, "not-acceptable"));
  }

  /** What is logged while it is open. */
  private static final class Log extends Handler implements AutoCloseable {
    private final List<String> messages = new CopyOnWriteArrayList<>();

    Log() {
      Logger.getLogger("").addHandler(this);
    }

    @Override
    public void publish(LogRecord entry) {
      Object[] parameters = entry.getParameters();
      messages.add(entry.getMessage() + (parameters == null ? "" : List.of(parameters)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      Logger.getLogger("").removeHandler(this);
    }
  }
}
