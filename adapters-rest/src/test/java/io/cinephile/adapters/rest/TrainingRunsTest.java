package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.cinephile.domain.training.TrainingParameters.DEFAULT;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.Evaluation.RankingQuality;
import io.cinephile.domain.training.Evaluation.StarErrors;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Progress;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TrainingRunsTest {
  private static final String PATH = "/api/v1/admin/training-runs";
  private static final String RUN = "run-20261122-161500-3f9a";

  @Inject TestPorts ports;

  @BeforeEach
  void reset() {
    ports.reset();
  }

  private static RequestSpecification admin() {
    return given().header("Authorization", "Bearer " + TestUseCases.ADMIN_KEY);
  }

  /** Without this REST Assured would declare an empty body as a form. */
  private static RequestSpecification adminWithoutBody() {
    return admin().contentType(ContentType.JSON);
  }

  @Test
  void beginsARunAsConfigured() {
    adminWithoutBody()
        .post(PATH)
        .then()
        .statusCode(202)
        .header("Location", PATH + "/" + RUN)
        .header("Cache-Control", "no-store")
        .body("id", equalTo(RUN))
        .body("trigger", equalTo("admin"))
        .body("dataset", equalTo("sample"))
        .body("parameters.seed", equalTo(42))
        .body("requestedAt", equalTo("2026-11-22T16:15:00Z"))
        .body("state", equalTo("queued"))
        .body("progress.stage", equalTo("waiting"))
        .body("progress.activity", equalTo("waiting for a trainer"))
        .body("$", not(hasKey("error")))
        .body("$", not(hasKey("finishedAt")));
  }

  @Test
  void beginsARunOtherwiseThanConfigured() {
    admin()
        .contentType(ContentType.JSON)
        .body(
            """
            {"dataset": "ml-25m", "seed": 7, "recommendations": 50,
             "stars": {"rank": 10, "iterations": null}, "ranking": {"alpha": 2.5}}
            """)
        .post(PATH)
        .then()
        .statusCode(202)
        .body("dataset", equalTo("ml-25m"))
        .body("parameters.seed", equalTo(7))
        .body("parameters.recommendations", equalTo(50))
        .body("parameters.stars.rank", equalTo(10))
        .body("parameters.stars.iterations", equalTo(DEFAULT.stars().iterations()))
        .body("parameters.ranking.alpha", equalTo(2.5f))
        .body("parameters.ranking.rank", equalTo(DEFAULT.ranking().rank()));
  }

  @Test
  void namesTheRunAtWork() {
    adminWithoutBody().post(PATH).then().statusCode(202);
    adminWithoutBody()
        .post(PATH)
        .then()
        .spec(problem(409, "training-already-running"))
        .body("run", equalTo(RUN))
        .body("link", equalTo(PATH + "/" + RUN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "5", "no JSON", "{} {}"})
  void refusesABodyThatIsNoObject(String body) {
    admin()
        .contentType(ContentType.JSON)
        .body(body)
        .post(PATH)
        .then()
        .spec(problem(400, "malformed-body"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"sead\": 1}           | sead",
        "{\"seed\": \"x\"}       | seed",
        "{\"seed\": \"1\"}       | seed",
        "{\"stars\": 5}          | stars",
        "{\"stars\": {\"rnk\": 1}}    | stars.rnk",
        "{\"stars\": {\"rank\": 1.5}} | stars.rank",
      })
  void namesWhatItDoesNotUnderstandInABody(String body, String field) {
    admin()
        .contentType(ContentType.JSON)
        .body(body)
        .post(PATH)
        .then()
        .spec(problem(400, "malformed-body"))
        .body("field", equalTo(field));
  }

  @Test
  void doesNotRepeatALongField() {
    admin()
        .contentType(ContentType.JSON)
        .body("{\"%s\": 1}".formatted("x".repeat(61)))
        .post(PATH)
        .then()
        .spec(problem(400, "malformed-body"))
        .body("$", not(hasKey("field")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"dataset\": \" \"}         | dataset",
        "{\"recommendations\": 1001}  | recommendations",
        "{\"stars\": {\"rank\": 0}}   | stars.rank",
        "{\"ranking\": {\"alpha\": -1}} | ranking.alpha",
      })
  void namesTheValueThatIsOutOfRange(String body, String field) {
    admin()
        .contentType(ContentType.JSON)
        .body(body)
        .post(PATH)
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo(field));
  }

  @Test
  void refusesABodyThatIsNotDeclaredAsJson() {
    admin()
        .contentType(ContentType.TEXT)
        .body("{}")
        .post(PATH)
        .then()
        .spec(problem(415, "unsupported-media-type"));
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    admin()
        .contentType(ContentType.JSON)
        .body(" ".repeat(256 * 1024 + 1))
        .post(PATH)
        .then()
        .spec(problem(413, "body-too-large"));
  }

  @Test
  void tellsHowARunFares() {
    adminWithoutBody().post(PATH).then().statusCode(202);
    TrainingRun run = ports.runs().find(new RunId(RUN)).orElseThrow();
    StarErrors errors = new StarErrors(0.9, 0.7);
    RankingQuality quality = new RankingQuality(0.3, 0.2, 0.1);
    Evaluation evaluation =
        new Evaluation("temporal holdout", 80, 20, 9, errors, errors, quality, quality);
    ports
        .runs()
        .update(
            run.took(Stage.SOURCING, Duration.ofMillis(2500))
                .with(run.figures().with(evaluation))
                .at(new Progress(Stage.TRAINING, "iteration 3 of 15", 0.2)));
    admin()
        .get(PATH + "/" + RUN)
        .then()
        .statusCode(200)
        .body("state", equalTo("running"))
        .body("progress.stage", equalTo("training"))
        .body("progress.activity", equalTo("iteration 3 of 15"))
        .body("progress.fraction", equalTo(0.2f))
        .body("durations.sourcing", equalTo("PT2.5S"))
        .body("figures.evaluation.ranking.ndcgAt10", equalTo(0.3f))
        .body("figures", not(hasKey("generation")));
  }

  @Test
  void tellsWhyARunFailed() {
    adminWithoutBody().post(PATH).then().statusCode(202);
    TrainingRun run = ports.runs().find(new RunId(RUN)).orElseThrow();
    ports.runs().update(run.failed(TestPorts.NOW, "no such data set"));
    admin()
        .get(PATH)
        .then()
        .statusCode(200)
        .body("runs.id", contains(RUN))
        .body("runs[0].state", equalTo("failed"))
        .body("runs[0].error", equalTo("no such data set"))
        .body("runs[0].finishedAt", equalTo("2026-11-22T16:15:00Z"));
  }

  @Test
  void knowsNoSuchRun() {
    admin().get(PATH + "/" + RUN).then().spec(problem(404, "unknown-training-run"));
    admin()
        .get(PATH + "/run-1")
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("run"));
    admin().get(PATH + "?limit=0").then().spec(problem(400, "invalid-value"));
  }

  @Test
  void asksForAKey() {
    for (String path : new String[] {PATH, PATH + "/" + RUN}) {
      when()
          .get(path)
          .then()
          .spec(problem(401, "unauthenticated"))
          .header("WWW-Authenticate", "Bearer realm=\"cinephile\"");
    }
    given().contentType(ContentType.JSON).post(PATH).then().spec(problem(401, "unauthenticated"));
    assertThat(ports.runs().latest(1)).isEmpty();
  }

  @Test
  void refusesAKeyWithoutTheRole() {
    given()
        .header("X-API-Key", TestUseCases.READER_KEY)
        .contentType(ContentType.JSON)
        .post(PATH)
        .then()
        .spec(problem(403, "forbidden"));
    assertThat(ports.runs().latest(1)).isEmpty();
  }

  @Test
  void takesTheKeyFromEitherHeader() {
    given().header("X-API-Key", TestUseCases.ADMIN_KEY).get(PATH).then().statusCode(200);
    given()
        .header("Authorization", "bearer " + TestUseCases.ADMIN_KEY)
        .get(PATH)
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {PATH, "/api/v1/recommendations?title=matrix", "/api/v1/nowhere", "/page.html"})
  void refusesAWrongKeyEverywhere(String path) {
    given()
        .header("X-API-Key", "wrong")
        .get(path)
        .then()
        .spec(problem(401, "unauthenticated"))
        .header("WWW-Authenticate", "Bearer realm=\"cinephile\"");
  }

  @Test
  void passesOverOtherSchemes() {
    ports.serveGeneration();
    given().header("Authorization", "Basic eDp5").get("/api/v1/movies/1").then().statusCode(200);
  }
}
