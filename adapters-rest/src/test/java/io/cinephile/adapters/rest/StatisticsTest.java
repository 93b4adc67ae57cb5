package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.rating.UserId;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class StatisticsTest {
  private static final String PATH = "/api/v1/statistics";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  @Test
  void sumsUpAllRatings() {
    when()
        .get(PATH)
        .then()
        .statusCode(200)
        .body("generation", equalTo(TestPorts.GENERATION.value()))
        .body("ratings", equalTo(3))
        .body("viewers", equalTo(3))
        .body("movies", equalTo(6))
        .body("meanStars", equalTo(3.83f))
        .body("stars", hasSize(10))
        .body("stars.find { it.stars == 4.5 }.ratings", equalTo(1))
        .body("stars.find { it.stars == 4 }.ratings", equalTo(0));
  }

  @Test
  void listsThePopularAndWhatIsLikedMostAndLeast() {
    when()
        .get(PATH + "?limit=2&fewestRatings=2")
        .then()
        .statusCode(200)
        .body("popular.title", contains("Toy Story", "The Matrix"))
        .body("best.title", contains("The Matrix", "Alien"))
        .body("worst.title", contains("The Matrix Reloaded", "Toy Story"));
  }

  @Test
  void comparesNoMeansOfTooFewRatingsAndListsNothingUnrated() {
    when()
        .get(PATH + "?fewestRatings=6")
        .then()
        .statusCode(200)
        .body("popular", hasSize(5))
        .body("best", empty())
        .body("worst", empty());
  }

  @Test
  void countsGenresByMoviesAndByRatings() {
    when()
        .get(PATH)
        .then()
        .body("genres.genre", contains("Action", "Sci-Fi", "Animation", "Horror"))
        .body("genres.movies", contains(2, 3, 1, 1))
        .body("genres.ratings", contains(3, 3, 0, 0))
        .body("genres[0].meanStars", equalTo(3.83f))
        .body("genres[2]", not(hasKey("meanStars")));
  }

  @Test
  void tellsWhenViewersWereActive() {
    when()
        .get(PATH)
        .then()
        .body(
            "activity", equalTo(List.of(Map.of("from", "2026-11-01", "ratings", 3, "viewers", 3))));
    when().get(PATH + "?activity=year").then().body("activity.from", contains("2026-01-01"));
  }

  @Test
  void tellsHowWellTheModelDoesBesidePopularityWithoutAKey() {
    when().get(PATH).then().body("$", not(hasKey("quality")));
    ports.memos().forget();
    ports.registry().register(Models.passed(TestPorts.GENERATION, TestPorts.NOW));
    when()
        .get(PATH)
        .then()
        .body("quality.ranking.ndcgAt10", equalTo(0.31f))
        .body("quality.popularity.ndcgAt10", equalTo(0.11f))
        .body("quality.biases.rmse", equalTo(0.92f));
  }

  @Test
  void isTaggedByGenerationAndByWhatIsLeftOfItsRatings() {
    String tag = when().get(PATH).then().statusCode(200).extract().header("ETag");
    given().header("If-None-Match", tag).get(PATH).then().statusCode(304);

    ports.store().erase(TestPorts.GENERATION, List.of(ports.pseudonym(new UserId("3"))));
    ports.memos().forget();

    given()
        .header("If-None-Match", tag)
        .get(PATH)
        .then()
        .statusCode(200)
        .body("ratings", equalTo(2));
  }

  @Test
  void isAskedOfTheStoreOnce() {
    when().get(PATH).then().statusCode(200);
    ports.failWith(new StoreUnavailableException("down", null));
    when().get(PATH + "?limit=1&activity=year").then().statusCode(200);
    ports.memos().forget();
    when().get(PATH).then().spec(problem(503, "store-unavailable"));
  }

  @ParameterizedTest
  @CsvSource({
    "fewestRatings=0, fewestRatings",
    "fewestRatings=many, fewestRatings",
    "fewestRatings=1000001, fewestRatings",
    "activity=week, activity",
    "limit=101, limit"
  })
  void refusesWhatIsOutOfRange(String query, String field) {
    when()
        .get(PATH + "?" + query)
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo(field));
  }

  @Test
  void knowsNothingBeforeTheFirstModel() {
    ports.reset();
    when().get(PATH).then().spec(problem(503, "no-model-yet"));
  }
}
