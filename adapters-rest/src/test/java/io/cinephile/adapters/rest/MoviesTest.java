package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MoviesTest {
  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  @Test
  void findsMoviesByTitle() {
    when()
        .get("/api/v1/movies?query=matrix")
        .then()
        .statusCode(200)
        .header("ETag", "W/\"" + TestPorts.GENERATION + "\"")
        .body("generation", equalTo(TestPorts.GENERATION.value()))
        .body("movies.title", contains("The Matrix", "The Matrix Reloaded"));
  }

  @Test
  void findsNothingWithoutAnError() {
    when().get("/api/v1/movies?query=zzzz").then().statusCode(200).body("movies", empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/movies?query=%20", "/api/v1/movies?query=!!!"})
  void refusesAQueryWithoutAWord(String path) {
    given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("query"));
  }

  @Test
  void listsThePopular() {
    when()
        .get("/api/v1/movies/popular?limit=2")
        .then()
        .statusCode(200)
        .body("movies.title", contains("Toy Story", "The Matrix"))
        .body("movies.ratings", contains(5, 3));
  }

  @Test
  void showsAMovie() {
    when()
        .get("/api/v1/movies/6")
        .then()
        .statusCode(200)
        .body("movie.title", equalTo("Nobody Saw It"))
        .body("movie.genres", empty())
        .body("movie", not(hasKey("year")));
  }

  @Test
  void tellsHowOftenAMovieWasGivenSoManyStars() {
    when()
        .get("/api/v1/movies/1/ratings")
        .then()
        .statusCode(200)
        .header("ETag", "W/\"" + TestPorts.GENERATION + "\"")
        .body("total", equalTo(3))
        .body("stars.stars", contains(0.5f, 1f, 1.5f, 2f, 2.5f, 3f, 3.5f, 4f, 4.5f, 5f))
        .body("stars.ratings", contains(0, 0, 0, 1, 0, 0, 0, 0, 1, 1));
  }

  @Test
  void countsNoStarsOfWhatNobodyRated() {
    when().get("/api/v1/movies/6/ratings").then().statusCode(200).body("total", equalTo(0));
  }

  @Test
  void showsWhatIsSimilar() {
    given()
        .config(
            RestAssuredConfig.config()
                .jsonConfig(
                    JsonConfig.jsonConfig()
                        .numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE)))
        .get("/api/v1/movies/1/similar?limit=1")
        .then()
        .statusCode(200)
        .body("movies.movie.title", contains("The Matrix Reloaded"))
        .body("movies[0].similarity", closeTo(0.9486833, 1e-6));
  }

  @Test
  void knowsNothingSimilarToWhatNobodyRated() {
    when().get("/api/v1/movies/6/similar").then().statusCode(200).body("movies", empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/movies/99", "/api/v1/movies/99/similar", "/api/v1/movies/99/ratings"})
  void knowsNoSuchMovie(String path) {
    when().get(path).then().spec(problem(404, "unknown-movie"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "0", "-1", "1.5", "99999999999", "%25zz"})
  void refusesAnIdThatIsNone(String id) {
    given()
        .urlEncodingEnabled(false)
        .get("/api/v1/movies/" + id)
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("movie id"))
        .body(
            "detail",
            equalTo(
                "movie id must be a whole number from 1 to 2147483647, but is '%s'"
                    .formatted(id.replace("%25", "%"))));
  }

  @Test
  void listsAllThatPassAndCountsGenresAndDecades() {
    when()
        .get("/api/v1/movies?genre=sci-fi&yearFrom=1990")
        .then()
        .statusCode(200)
        .body("total", equalTo(2))
        .body("movies.title", contains("The Matrix", "The Matrix Reloaded"))
        .body("genres", equalTo(Map.of("Action", 2, "Sci-Fi", 2)))
        .body("decades", equalTo(Map.of("1990", 1, "2000", 1)));
  }

  @Test
  void completesATitle() {
    when()
        .get("/api/v1/movies/suggest?prefix=the matr")
        .then()
        .statusCode(200)
        .body("movies.title", contains("The Matrix", "The Matrix Reloaded"));
    when()
        .get("/api/v1/movies/suggest")
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("prefix"));
  }

  @Test
  void listsTrends() {
    when()
        .get("/api/v1/movies/trending?days=7")
        .then()
        .statusCode(200)
        .body("movies.movie.title", contains("The Matrix"));
    when()
        .get("/api/v1/movies/trending?days=0")
        .then()
        .spec(problem(400, "invalid-value"))
        .body("detail", equalTo("days must be from 1 to 3650, but is '0'"));
  }

  @Test
  void pagesAndNarrowsTheSimilarAndThePopular() {
    when()
        .get("/api/v1/movies/popular?limit=1&offset=1&exclude=4,5&exclude=6")
        .then()
        .statusCode(200)
        .body("movies.title", contains("The Matrix"));
    when()
        .get("/api/v1/movies/1/similar?genre=Action&genre=Horror&genreMatch=any&diversity=0.5")
        .then()
        .statusCode(200)
        .body("movies.movie.title", contains("The Matrix Reloaded", "Alien"));
  }
}
