package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Callers.service;
import static io.cinephile.adapters.rest.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.cinephile.domain.StoreUnavailableException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UserRatingsTest {
  private static final String RATINGS = "/api/v1/users/new-here/ratings";
  private static final String RECOMMENDATIONS = "/api/v1/users/new-here/recommendations";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  private static ValidatableResponse rate(int movie, double stars) {
    return service()
        .contentType(ContentType.JSON)
        .body("{\"stars\": %s}".formatted(stars))
        .put(RATINGS + "/" + movie)
        .then();
  }

  @Test
  void theNextAnswerKnowsARating() {
    String before = service().get(RECOMMENDATIONS).then().extract().header("ETag");

    rate(4, 4.5)
        .statusCode(200)
        .body("movie.title", equalTo("Alien"))
        .body("stars", equalTo(4.5f))
        .body("time", equalTo(TestPorts.NOW.toString()));

    service()
        .header("If-None-Match", before)
        .get(RECOMMENDATIONS + "?limit=3&reasons=2")
        .then()
        .statusCode(200)
        .body("recommendations.source", everyItem(equalTo("fold-in")))
        .body("recommendations.movie.title", not(hasItem("Alien")))
        .body("recommendations[0].reasons.movie.title", contains("Alien"));
    String after = service().get(RECOMMENDATIONS).then().extract().header("ETag");
    assertThat(after).isNotEqualTo(before);
    service().header("If-None-Match", after).get(RECOMMENDATIONS).then().statusCode(304);
  }

  @Test
  void theLastOfSeveralCountsAndAWithdrawalTakesItBack() {
    rate(4, 1).statusCode(200);
    rate(4, 5).statusCode(200);
    rate(4, 5).statusCode(200);
    service()
        .get(RATINGS)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-cache, private")
        .body("total", equalTo(1))
        .body("ratings.stars", contains(5.0f));

    service().delete(RATINGS + "/4").then().statusCode(204);
    service().delete(RATINGS + "/4").then().statusCode(204);

    service().get(RATINGS).then().body("total", equalTo(0));
  }

  @Test
  void whatWasImportedIsListedAndCanBeTakenBack() {
    service()
        .get("/api/v1/users/1/ratings")
        .then()
        .body("total", equalTo(1))
        .body("ratings[0].movie.title", equalTo("The Matrix"));

    service().delete("/api/v1/users/1/ratings/1").then().statusCode(204);

    service().get("/api/v1/users/1/ratings").then().body("total", equalTo(0));
    service()
        .get("/api/v1/users/1/recommendations")
        .then()
        .body("recommendations.movie.title", hasItem("The Matrix"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"stars\": 0}       | stars must be from 0.5 to 5.0, but is '0.0'",
        "{\"stars\": 3.3}     | stars must be a multiple of 0.5, but is '3.3'",
        "{}                   | stars must be from 0.5 to 5, but is 'absent'",
        "{\"stars\": null}    | stars must be from 0.5 to 5, but is 'absent'",
      })
  void refusesStarsThatAreNone(String body, String detail) {
    service()
        .contentType(ContentType.JSON)
        .body(body)
        .put(RATINGS + "/4")
        .then()
        .spec(problem(400, "invalid-value"))
        .body("detail", equalTo(detail));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "", "[]", "{\"stars\": \"four\"}", "{\"stars\": 4, \"x\": 1}"})
  void refusesABodyThatIsNone(String body) {
    service()
        .contentType(ContentType.JSON)
        .body(body)
        .put(RATINGS + "/4")
        .then()
        .spec(problem(400, "malformed-body"));
  }

  @Test
  void knowsNoOtherMovie() {
    rate(99, 4).spec(problem(404, "unknown-movie"));
    service().delete(RATINGS + "/99").then().spec(problem(404, "unknown-movie"));
    service().get(RECOMMENDATIONS + "/99/reasons").then().spec(problem(404, "unknown-movie"));
  }

  @Test
  void explainsARecommendationByWhatTheUserRated() {
    rate(4, 4.5).statusCode(200);

    service()
        .get(RECOMMENDATIONS + "/1/reasons")
        .then()
        .statusCode(200)
        .body("movie.title", equalTo("The Matrix"))
        .body("reasons.movie.title", contains("Alien"))
        .body("reasons[0].sharedGenres", contains("Sci-Fi"))
        .body("others", equalTo(0.0f));
  }

  @Test
  void throughAnOutageNothingIsAcknowledgedAndAnswersAreMarked() {
    service().get(RECOMMENDATIONS).then().statusCode(200);
    ports.failWith(new StoreUnavailableException("away", null));

    rate(4, 4.5).spec(problem(503, "store-unavailable")).header("Retry-After", equalTo("5"));
    service()
        .get(RECOMMENDATIONS)
        .then()
        .statusCode(200)
        .header("ETag", nullValue())
        .body("stale", equalTo(true));

    ports.recover();
    service().get(RECOMMENDATIONS).then().body("$", not(hasKey("stale")));
  }
}
