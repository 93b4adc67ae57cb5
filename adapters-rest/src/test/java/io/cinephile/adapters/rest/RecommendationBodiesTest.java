package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Callers.service;
import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recommendations that are asked for in a body: visitors, groups, and many users at once. */
@QuarkusTest
class RecommendationBodiesTest {
  private static final String VISITOR = "/api/v1/recommendations";
  private static final String BATCH = "/api/v1/recommendations/batch";
  private static final String GROUP = "/api/v1/groups/recommendations";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  private static RequestSpecification json(RequestSpecification caller, String body) {
    return caller.contentType(ContentType.JSON).body(body);
  }

  @Test
  void aVisitorIsAnsweredByWhatTheBodySays() {
    json(
            given(),
            """
            {"ratings": [{"movie": 1, "stars": 4.5}, {"movie": 77, "stars": 2}],
             "liked": [4],
             "options": {"limit": 3, "reasons": 2, "diversity": 0.2}}
            """)
        .post(VISITOR)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("unknownMovies", contains(77))
        .body("recommendations.rank", contains(1, 2, 3))
        .body("recommendations.movie.id", not(hasItem(1)))
        .body("recommendations.movie.id", not(hasItem(4)))
        .body("recommendations.source", everyItem(equalTo("fold-in")))
        .body("recommendations[0].reasons.size()", equalTo(2));
  }

  @Test
  void aVisitorWhoSaysNothingGetsWhatIsPopular() {
    json(given(), "{}")
        .post(VISITOR)
        .then()
        .statusCode(200)
        .body("recommendations.source", everyItem(equalTo("popular")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"liked\": [0]}                                  | movie id",
        "{\"liked\": [1, 1]}                               | liked",
        "{\"ratings\": [{\"movie\": 1, \"stars\": 7}]}     | stars",
        "{\"options\": {\"limit\": 0}}                     | limit",
        "{\"options\": {\"offset\": 995}}                  | offset",
        "{\"options\": {\"diversity\": 2}}                 | diversity",
        "{\"options\": {\"reasons\": 11}}                  | reasons",
        "{\"options\": {\"yearFrom\": 3}}                  | yearFrom",
        "{\"options\": {\"genres\": [\"Opera\"]}}          | genre",
        "{\"options\": {\"minRatings\": -1}}               | minRatings",
        "{\"options\": {\"mode\": \"best\"}}             | options.mode",
      })
  void namesTheValueThatIsOutOfRange(String body, String field) {
    json(given(), body)
        .post(VISITOR)
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null",
        "{\"liked\": [null]}",
        "{\"ratings\": [null]}",
        "{\"options\": {\"limit\": \"ten\"}}",
        "{\"likes\": [1]}",
      })
  void refusesWhatIsNoRequest(String body) {
    json(given(), body).post(VISITOR).then().spec(problem(400, "malformed-body"));
  }

  @Test
  void aGroupIsToldWhatItAgreesOn() {
    json(service(), "{\"users\": [\"1\", \"2\", \"nobody\"], \"agreement\": \"mean\"}")
        .post(GROUP)
        .then()
        .statusCode(200)
        .body("voices", equalTo(2))
        .body("recommendations.movie.id", not(hasItem(1)))
        .body("recommendations[0].source", equalTo("group"));
  }

  @Test
  void manyUsersAreAnsweredOneALine() {
    List<String> users =
        IntStream.rangeClosed(1, 120).mapToObj(Integer::toString).collect(Collectors.toList());
    String body =
        json(
                service(),
                "{\"users\": [%s], \"options\": {\"limit\": 2}}"
                    .formatted(
                        users.stream().map("\"%s\""::formatted).collect(Collectors.joining(","))))
            .post(BATCH)
            .then()
            .statusCode(200)
            .contentType("application/x-ndjson")
            .extract()
            .asString();

    List<String> lines = body.lines().toList();
    assertThat(lines).extracting(line -> JsonPath.from(line).getString("user")).isEqualTo(users);
    JsonPath first = JsonPath.from(lines.get(0));
    assertThat(first.getString("generation")).isEqualTo(TestPorts.GENERATION.value());
    assertThat(first.getList("recommendations.movie.title")).containsExactly("Alien", "Heat");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                          | users",
        "{\"users\": []}             | users",
        "{\"users\": [\"a b\"]}      | user id",
      })
  void refusesUsersWhoAreNone(String body, String field) {
    for (String path : List.of(BATCH, GROUP)) {
      json(service(), body)
          .post(path)
          .then()
          .spec(problem(400, "invalid-value"))
          .body("field", equalTo(field));
    }
  }

  @Test
  void refusesMoreUsersThanOneCallTakes() {
    String users =
        IntStream.rangeClosed(1, 1001)
            .mapToObj("\"%d\""::formatted)
            .collect(Collectors.joining(","));
    json(service(), "{\"users\": [%s]}".formatted(users))
        .post(BATCH)
        .then()
        .spec(problem(400, "invalid-value"))
        .body("detail", equalTo("users must be from 1 to 1000 users, but is '1001 users'"));
  }
}
