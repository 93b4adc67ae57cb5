package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Callers.admin;
import static io.cinephile.adapters.rest.Callers.service;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cinephile.application.ServingEvent;
import io.cinephile.application.ServingEvent.Content;
import io.cinephile.application.ServingEvent.Method;
import io.cinephile.application.ServingEvent.Recommended;
import io.cinephile.application.Suggestion.Source;
import io.cinephile.domain.StoreUnavailableException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is recorded of answers, and what is not. */
@QuarkusTest
class AnswerEventsTest {
  /** Stands wherever a caller may say something. */
  private static final String PLANTED = "planted-4711";

  private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "PATCH", "DELETE");
  private static final List<String> KEYS =
      List.of(TestUseCases.ADMIN_KEY, TestUseCases.SERVICE_KEY, TestUseCases.PRIVACY_KEY);
  private static final String RECOMMENDATIONS = "/api/v1/recommendations";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  private ServingEvent only() {
    assertThat(ports.events().all()).hasSize(1);
    return ports.events().all().get(0);
  }

  private static Optional<Content> content(int movies, Source... sources) {
    return Optional.of(
        new Content(
            TestPorts.GENERATION, Optional.of(new Recommended(movies, Set.of(sources))), false));
  }

  @Test
  void anAnswerIsRecordedWithWhatItHolds() {
    given().queryParam("title", "Matrix").get(RECOMMENDATIONS).then().statusCode(200);
    ServingEvent event = only();
    assertThat(event.at()).isEqualTo(TestPorts.NOW);
    assertThat(event.method()).isEqualTo(Method.GET);
    assertThat(event.route()).isEqualTo(RECOMMENDATIONS);
    assertThat(event.status()).isEqualTo(200);
    assertThat(event.latency()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(10));
    assertThat(event.content())
        .isEqualTo(content(5, Source.AUDIENCE, Source.SIMILAR, Source.POPULAR));
  }

  @Test
  void whatTheCallerHasAlreadyIsRecordedAsWhatItIs() {
    String tag = service().get("/api/v1/users/1/recommendations").header("ETag");
    service()
        .header("If-None-Match", tag)
        .get("/api/v1/users/1/recommendations")
        .then()
        .statusCode(304);
    List<ServingEvent> events = ports.events().all();
    assertThat(events).extracting(ServingEvent::status).containsExactly(200, 304);
    assertThat(events.get(1).content()).isPresent().isEqualTo(events.get(0).content());
  }

  @Test
  void anAnswerOfAGenerationThatRecommendsNothingHasNoItems() {
    given().get("/api/v1/movies/1").then().statusCode(200);
    assertThat(only().content())
        .contains(new Content(TestPorts.GENERATION, Optional.empty(), false));
  }

  @Test
  void refusalsAreRecordedWhoeverRefuses() {
    given().get("/api/v1/users/1/ratings").then().statusCode(401);
    given().get("/api/v1/" + PLANTED).then().statusCode(404);
    given().get("/api/v1/movies/999").then().statusCode(404);
    given().request(PLANTED, "/api/v1/movies/1").then().statusCode(405);
    ports.failWith(new StoreUnavailableException("away", null));
    admin().get("/api/v1/admin/models").then().statusCode(503);
    assertThat(ports.events().all())
        .extracting(ServingEvent::route, ServingEvent::method, ServingEvent::status)
        .containsExactly(
            tuple(ServingEvent.UNMATCHED, Method.GET, 401),
            tuple(ServingEvent.UNMATCHED, Method.GET, 404),
            tuple("/api/v1/movies/{id}", Method.GET, 404),
            tuple(ServingEvent.UNMATCHED, Method.OTHER, 405),
            tuple("/api/v1/admin/models", Method.GET, 503));
  }

  @Test
  void whatIsNoneOfTheApiIsNotRecorded() {
    given().get("/q/openapi").then().statusCode(200);
    given().get("/" + PLANTED).then().statusCode(404);
    assertThat(ports.events().all()).isEmpty();
  }

  /** A method, and the template of an address. */
  record Operation(String method, String path) {}

  /** All that the document lists, so that a new one is here too. */
  private static List<Operation> operations() {
    Map<String, Map<String, Object>> paths =
        given().accept(ContentType.JSON).get("/q/openapi").jsonPath().getMap("paths");
    return paths.entrySet().stream()
        .flatMap(
            path ->
                path.getValue().keySet().stream()
                    .filter(method -> METHODS.contains(method.toUpperCase(Locale.ROOT)))
                    .map(method -> new Operation(method.toUpperCase(Locale.ROOT), path.getKey())))
        .toList();
  }

  @Test
  void noOperationLeavesATraceOfWhoAskedOrAboutWhom() {
    List<Operation> operations = operations();
    assertThat(operations).hasSizeGreaterThan(30);
    for (Operation operation : operations) {
      ports.reset();
      ports.serveGeneration();
      String address = operation.path().replace("{movie}", "1").replaceAll("\\{[a-z]+}", PLANTED);
      // Not everybody may ask for everything, but somebody for each.
      KEYS.forEach(key -> asking(key).request(operation.method(), address));
      List<ServingEvent> events = ports.events().all();
      assertThat(events).hasSameSizeAs(KEYS);
      assertThat(events)
          .extracting(ServingEvent::route)
          .contains(operation.path())
          .isSubsetOf(operation.path(), ServingEvent.UNMATCHED);
      assertThat(events.toString()).doesNotContain(PLANTED);
    }
  }

  private static RequestSpecification asking(String key) {
    return given()
        .header("X-API-Key", key)
        .header("X-Request-ID", PLANTED)
        .header("User-Agent", PLANTED)
        .header("X-Forwarded-For", PLANTED)
        .header("Referer", PLANTED)
        .header("If-None-Match", PLANTED)
        .cookie("session", PLANTED)
        .queryParam("title", PLANTED)
        .queryParam("query", PLANTED)
        .queryParam("prefix", PLANTED)
        .contentType(ContentType.JSON)
        .body(
            """
            {"users": ["%s"], "liked": [1], "reason": "%s", "stars": 4}"""
                .formatted(PLANTED, PLANTED));
  }
}
