package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
  @ValueSource(strings = {"/api/v1/movies", "/api/v1/movies?query=", "/api/v1/movies?query=!!!"})
  void refusesAQueryWithoutAWord(String path) {
    when().get(path).then().spec(problem(400, "invalid-value")).body("field", equalTo("query"));
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
  void showsWhatIsSimilar() {
    when()
        .get("/api/v1/movies/1/similar?limit=1")
        .then()
        .statusCode(200)
        .body("movies.movie.title", contains("The Matrix Reloaded"))
        .body("movies[0].similarity", equalTo(0.9486833f));
  }

  @Test
  void knowsNothingSimilarToWhatNobodyRated() {
    when().get("/api/v1/movies/6/similar").then().statusCode(200).body("movies", empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/movies/99", "/api/v1/movies/99/similar"})
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
}
