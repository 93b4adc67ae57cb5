package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Callers.service;
import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.cinephile.domain.StoreUnavailableException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UserConsentsTest {
  private static final String USER = "/api/v1/users/1";
  private static final String CONSENTS = USER + "/consents";
  private static final String RECOMMENDATIONS = USER + "/recommendations";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  private static RequestSpecification privacy() {
    return given().header("X-API-Key", TestUseCases.PRIVACY_KEY);
  }

  private static ValidatableResponse decide(
      RequestSpecification caller, String purpose, String body) {
    return caller.contentType(ContentType.JSON).body(body).put(CONSENTS + "/" + purpose).then();
  }

  private static void refuse(String purpose) {
    decide(service(), purpose, "{\"allowed\": false}").statusCode(200);
  }

  @Test
  void whoeverSaidNothingIsToldWhatHolds() {
    service()
        .get(CONSENTS)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("legalBasis", equalTo("legitimate-interest"))
        .body("notice", equalTo(2))
        .body("purposes.purpose", contains("personalisation", "training", "statistics"))
        .body("purposes.allowed", everyItem(equalTo(true)))
        .body("history", empty())
        .body("$", not(hasKey("restricted")));
  }

  @Test
  void aDecisionIsKeptWithVersionTimeAndSourceAndNoneIsOverwritten() {
    decide(service(), "training", "{\"allowed\": false, \"notice\": 1}")
        .statusCode(200)
        .body("purposes[1].allowed", equalTo(false))
        .body("purposes[1].refusal", equalTo("objected"));
    decide(privacy(), "training", "{\"allowed\": true}").statusCode(200);

    privacy()
        .get(CONSENTS)
        .then()
        .body("purposes[1].allowed", equalTo(true))
        .body("purposes[1].decision.source", equalTo("privacy"))
        .body("history.purpose", contains("training", "training"))
        .body("history.allowed", contains(false, true))
        .body("history.notice", contains(1, 2))
        .body("history.source", contains("service", "privacy"))
        .body("history[0].time", equalTo(TestPorts.NOW.toString()));
  }

  @Test
  void withoutPersonalisationTheNextAnswerIsPopularAndSaysWhy() {
    String before = service().get(RECOMMENDATIONS).then().extract().header("ETag");
    refuse("personalisation");

    service()
        .header("If-None-Match", before)
        .get(RECOMMENDATIONS)
        .then()
        .statusCode(200)
        .body("notPersonalised", equalTo("objected"))
        .body("recommendations.source", everyItem(equalTo("popular")));
    service()
        .get(RECOMMENDATIONS + "/4/reasons")
        .then()
        .statusCode(200)
        .body("notPersonalised", equalTo("objected"))
        .body("reasons", empty());
    String lines =
        service()
            .contentType(ContentType.JSON)
            .body("{\"users\": [\"1\", \"2\"]}")
            .post("/api/v1/recommendations/batch")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(lines.lines().toList().get(0)).contains("\"notPersonalised\":\"objected\"");
    assertThat(lines.lines().toList().get(1)).doesNotContain("notPersonalised");

    decide(service(), "personalisation", "{\"allowed\": true}").statusCode(200);
    service()
        .get(RECOMMENDATIONS)
        .then()
        .header("ETag", equalTo(before))
        .body("$", not(hasKey("notPersonalised")));
  }

  @Test
  void throughAnOutageWhoRefusedStillIsNotPersonalised() {
    service().get(RECOMMENDATIONS).then().statusCode(200);
    refuse("personalisation");
    ports.failWith(new StoreUnavailableException("away", null));

    service()
        .get(RECOMMENDATIONS)
        .then()
        .statusCode(200)
        .body("notPersonalised", equalTo("objected"))
        .body("recommendations.source", everyItem(equalTo("popular")));
    decide(service(), "training", "{\"allowed\": false}").spec(problem(503, "store-unavailable"));
  }

  @Test
  void whoRefusesTrainingDoesNotVote() {
    given()
        .get("/api/v1/recommendations?title=The Matrix")
        .then()
        .body("audience.voters", equalTo(2));
    refuse("training");
    given()
        .get("/api/v1/recommendations?title=The Matrix")
        .then()
        .body("audience.viewers", equalTo(3))
        .body("audience.voters", equalTo(1));
  }

  @Test
  void aRestrictionLeavesNothingButReading() {
    privacy()
        .put(USER + "/restriction")
        .then()
        .statusCode(200)
        .body("restricted", equalTo(TestPorts.NOW.toString()))
        .body("purposes.refusal", everyItem(equalTo("restricted")));

    service()
        .contentType(ContentType.JSON)
        .body("{\"stars\": 4}")
        .put(USER + "/ratings/4")
        .then()
        .spec(problem(409, "processing-restricted"));
    service().delete(USER + "/ratings/1").then().spec(problem(409, "processing-restricted"));
    service().get(USER + "/ratings").then().statusCode(200).body("total", equalTo(1));
    service().get(RECOMMENDATIONS).then().body("notPersonalised", equalTo("restricted"));

    privacy().delete(USER + "/restriction").then().statusCode(204);
    privacy().delete(USER + "/restriction").then().statusCode(204);
    service().get(RECOMMENDATIONS).then().body("$", not(hasKey("notPersonalised")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "advertising | {\"allowed\": true}                 | purpose",
        "training    | {}                                  | allowed",
        "training    | {\"allowed\": true, \"notice\": 0}  | notice",
        "training    | {\"allowed\": true, \"notice\": 3}  | notice",
      })
  void refusesADecisionThatIsNone(String purpose, String body, String field) {
    decide(service(), purpose, body)
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "", "[]", "{\"allowed\": \"no\"}", "{\"allow\": true}"})
  void refusesABodyThatIsNone(String body) {
    decide(service(), "training", body).spec(problem(400, "malformed-body"));
  }

  @ParameterizedTest
  @CsvSource({
    "/consents, 200",
    "/recommendations, 403",
    "/ratings, 403",
    "/ratings/consents, 403",
    "/consents/training/more, 403",
  })
  void thePrivacyRoleReachesRightsAlone(String path, int status) {
    privacy().get(USER + path).then().statusCode(status);
  }
}
