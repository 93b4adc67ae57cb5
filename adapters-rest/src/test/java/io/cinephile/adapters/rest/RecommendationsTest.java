package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Callers.service;
import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RecommendationsTest {
  private static final String BY_TITLE = "/api/v1/recommendations";
  private static final String TAG = "W/\"" + TestPorts.GENERATION + "\"";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  @Test
  void answersATitleWithItsMovieAudienceAndTheirVote() {
    given()
        .queryParam("title", "the matrx")
        .when()
        .get(BY_TITLE)
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("ETag", TAG)
        .header("Cache-Control", "no-cache")
        .body("generation", equalTo(TestPorts.GENERATION.value()))
        .body("match.id", equalTo(1))
        .body("match.title", equalTo("The Matrix"))
        .body("match.year", equalTo(1999))
        .body("match.genres", contains("Action", "Sci-Fi"))
        .body("otherCandidates.title", contains("The Matrix Reloaded"))
        .body("audience.viewers", equalTo(3))
        .body("audience.fans", equalTo(2))
        .body("audience.voters", equalTo(2))
        .body("recommendations.rank", contains(1, 2, 3, 4, 5))
        .body("recommendations[0].movie.title", equalTo("Alien"))
        .body("recommendations[0].supporters", equalTo(2))
        .body("recommendations[0].predictedStars", equalTo(4.12f))
        .body(
            "recommendations.source",
            contains("audience", "audience", "audience", "similar", "popular"));
  }

  @Test
  void leavesOutWhatIsUnknownInsteadOfNull() {
    given()
        .queryParam("title", "matrix")
        .when()
        .get(BY_TITLE)
        .then()
        .body("recommendations[4].movie.title", equalTo("Nobody Saw It"))
        .body("recommendations[4].movie", not(hasKey("year")))
        .body("recommendations[4].movie", not(hasKey("meanStars")))
        .body("recommendations[4]", not(hasKey("supporters")))
        .body("recommendations[4]", not(hasKey("predictedStars")));
  }

  @Test
  void keepsToTheLimit() {
    when()
        .get(BY_TITLE + "?title=matrix&limit=2")
        .then()
        .statusCode(200)
        .body("recommendations.rank", contains(1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?title=", "?title=%20%20"})
  void refusesAMissingTitle(String query) {
    given()
        .urlEncodingEnabled(false)
        .get(BY_TITLE + query)
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("title"));
  }

  @Test
  void refusesATitleThatIsTooLongAndDoesNotRepeatItWhole() {
    when()
        .get(BY_TITLE + "?title=" + "x".repeat(201))
        .then()
        .spec(problem(400, "invalid-value"))
        .body(
            "detail",
            equalTo("title must have at most 200 characters, but is '" + "x".repeat(56) + "…'"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, must be from 1 to 100",
    "-1, must be from 1 to 100",
    "101, must be from 1 to 100",
    "99999999999999999999, must be a whole number from 1 to 100",
    "1.5, must be a whole number from 1 to 100",
    "abc, must be a whole number from 1 to 100",
  })
  void refusesALimitThatIsNone(String limit, String bound) {
    for (String path :
        new String[] {
          BY_TITLE + "?title=matrix&limit=",
          "/api/v1/users/1/recommendations?limit=",
          "/api/v1/movies?query=matrix&limit=",
          "/api/v1/movies/popular?limit=",
          "/api/v1/movies/1/similar?limit="
        }) {
      service()
          .get(path + limit)
          .then()
          .spec(problem(400, "invalid-value"))
          .body("field", equalTo("limit"))
          .body("detail", equalTo("limit %s, but is '%s'".formatted(bound, limit)));
    }
  }

  @Test
  void namesTheNearestWhereNoMovieHasTheTitle() {
    when()
        .get(BY_TITLE + "?title=matrix nowhere")
        .then()
        .spec(problem(404, "unknown-title"))
        .body("field", equalTo("title"))
        .body("nearest.title", contains("The Matrix", "The Matrix Reloaded"));
  }

  @Test
  void saysSoWhereNothingIsNear() {
    when()
        .get(BY_TITLE + "?title=zzzz")
        .then()
        .spec(problem(404, "unknown-title"))
        .body("nearest", empty());
  }

  @Test
  void answersAUserPrivately() {
    service()
        .get("/api/v1/users/1/recommendations")
        .then()
        .statusCode(200)
        .header("ETag", TAG)
        .header("Cache-Control", "no-cache, private")
        .body(
            "recommendations.movie.title",
            contains("Alien", "Heat", "Toy Story", "The Matrix Reloaded", "Nobody Saw It"))
        .body("recommendations.source", contains("als", "als", "als", "als", "popular"))
        .body("recommendations[0].predictedStars", equalTo(4.12f))
        .body("recommendations[0].supporters", nullValue());
  }

  @Test
  void answersAnUnknownUserWithWhatIsPopularAndDoesNotRepeatTheId() {
    String body =
        service()
            .get("/api/v1/users/nobody-77/recommendations")
            .then()
            .statusCode(200)
            .body("recommendations.source", everyItem(equalTo("popular")))
            .extract()
            .asString();
    assertThat(body).doesNotContain("nobody-77");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a%20b",
        "a%2Fb",
        "%C3%A4",
        "_________1_________2_________3_________4_________5_________6____5"
      })
  void refusesAUserIdThatIsNoneWithoutRepeatingIt(String id) {
    service()
        .urlEncodingEnabled(false)
        .get("/api/v1/users/" + id + "/recommendations")
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("user id"))
        .body(
            "detail",
            equalTo(
                "user id must be 1 to 64 letters, digits, dots, hyphens or underscores, but is 'not"
                    + " shown'"));
  }

  @Test
  void sendsNothingToWhoHasTheGenerationAlready() {
    String body =
        given()
            .header("If-None-Match", "\"other\", " + TAG)
            .get(BY_TITLE + "?title=matrix")
            .then()
            .statusCode(304)
            .header("ETag", TAG)
            .extract()
            .asString();
    assertThat(body).isEmpty();
  }

  @Test
  void sendsTheAnswerToWhoHasAnotherGeneration() {
    given()
        .header("If-None-Match", "W/\"20251122-161500-3f9a\"")
        .get(BY_TITLE + "?title=matrix")
        .then()
        .statusCode(200)
        .body("match.id", equalTo(1));
  }
}
