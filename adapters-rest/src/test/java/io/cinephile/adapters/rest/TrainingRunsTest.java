package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.cinephile.domain.training.TrainingParameters.DEFAULT;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Progress;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns.Claim;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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

  private static RequestSpecification reader() {
    return given().header("X-API-Key", TestUseCases.READER_KEY);
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
        "{\"seed\": \"x\"}       | seed",
        "{\"seed\": \"1\"}       | seed",
        "{\"stars\": 5}          | stars",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"anna-1990\": 1}            | dataset, ranking, recommendations, seed, stars",
        "{\"stars\": {\"anna-1990\": 1}} | iterations, movieDamping, rank",
      })
  void tellsWhichFieldsThereAreAndDoesNotRepeatOneThatThereIsNot(String body, String known) {
    admin()
        .contentType(ContentType.JSON)
        .body(body)
        .post(PATH)
        .then()
        .spec(problem(400, "malformed-body"))
        .body("detail", containsString(known))
        .body(not(containsString("anna")));
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
  void refusesABodyThatTurnsOutToBeTooLarge() throws Exception {
    byte[] body = " ".repeat(256 * 1024 + 1).getBytes(StandardCharsets.UTF_8);
    HttpRequest withoutLength =
        HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + PATH))
            .header("X-API-Key", TestUseCases.ADMIN_KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(withoutLength, BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains("urn:cinephile:problem:body-too-large");
  }

  @Test
  void tellsHowARunFares() {
    TrainingRun earlier = begun("run-20261121-161500-0001").took(Stage.SOURCING, seconds(5));
    for (Stage stage : List.of(Stage.TRAINING, Stage.PUBLISHING, Stage.ACTIVATING)) {
      earlier = earlier.took(stage, seconds(10));
    }
    ports.runs().update(earlier.succeeded(TestPorts.NOW));
    TrainingRun run = begun(RUN);
    ports
        .runs()
        .update(
            run.took(Stage.SOURCING, seconds(2.5))
                .with(run.figures().with(Models.EVALUATION, Models.REFUSAL))
                .at(new Progress(Stage.TRAINING, TestPorts.NOW, "iteration 3 of 15", 0.2)));
    admin()
        .get(PATH + "/" + RUN)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("state", equalTo("running"))
        .body("forced", equalTo(false))
        .body("cancelWanted", equalTo(false))
        .body("progress.stage", equalTo("training"))
        .body("progress.since", equalTo("2026-11-22T16:15:00Z"))
        .body("progress.activity", equalTo("iteration 3 of 15"))
        .body("progress.fraction", equalTo(0.2f))
        .body("remaining", equalTo("PT14S"))
        .body("durations.sourcing", equalTo("PT2.5S"))
        .body("figures.evaluation.ranking.ndcgAt10", equalTo(0.31f))
        .body("figures.verdict.passed", equalTo(false))
        .body("figures.verdict.serving", equalTo("20261121-161500-0001"))
        .body("figures.verdict.comparisons.measure", contains("ndcg-at-10", "rmse"))
        .body("figures.verdict.comparisons.reference", contains("serving", "biases"))
        .body("figures.verdict.comparisons[0].gainLow", equalTo(-0.02f))
        .body("figures", not(hasKey("generation")))
        .body("$", not(hasKey("log")));
  }

  @Test
  void tellsWhyARunFailed() {
    List<String> log = List.of("Exception in thread main", "OutOfMemoryError");
    ports.runs().update(begun(RUN).failed(TestPorts.NOW, "The trainer died.", log));
    admin()
        .get(PATH)
        .then()
        .statusCode(200)
        .body("runs.id", contains(RUN))
        .body("runs[0].state", equalTo("failed"))
        .body("runs[0].reason", equalTo("The trainer died."))
        .body("runs[0].log", equalTo(log))
        .body("runs[0].finishedAt", equalTo("2026-11-22T16:15:00Z"))
        .body("runs[0]", not(hasKey("remaining")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void overridesTheGateOnDemand(boolean force) {
    adminWithoutBody()
        .post(PATH + "?force=" + force)
        .then()
        .statusCode(202)
        .body("forced", equalTo(force));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "True", "1"})
  void overridesNothingByATypingError(String force) {
    adminWithoutBody()
        .post(PATH + "?force=" + force)
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("force"))
        .body("detail", equalTo("force must be true or false, but is '%s'".formatted(force)));
    assertThat(ports.runs().latest(1)).isEmpty();
  }

  @Test
  void cancelsAQueuedRunAtOnce() {
    begun(RUN);
    admin()
        .delete(PATH + "/" + RUN)
        .then()
        .statusCode(202)
        .header("Cache-Control", "no-store")
        .body("state", equalTo("cancelled"))
        .body("reason", equalTo("Cancelled."))
        .body("cancelWanted", equalTo(true));
    adminWithoutBody().post(PATH).then().statusCode(202);
  }

  @Test
  void asksARunAtWorkToEndAndIsAskedAgainInVain() {
    begun(RUN);
    ports.runs().take(new RunId(RUN));
    for (int i = 0; i < 2; i++) {
      admin()
          .delete(PATH + "/" + RUN)
          .then()
          .statusCode(202)
          .body("state", equalTo("running"))
          .body("cancelWanted", equalTo(true));
    }
  }

  @Test
  void endsNoRunThatIsOver() {
    ports.runs().update(begun(RUN).succeeded(TestPorts.NOW));
    admin()
        .delete(PATH + "/" + RUN)
        .then()
        .spec(problem(409, "training-run-over"))
        .body("run", equalTo(RUN))
        .body("state", equalTo("succeeded"))
        .body("link", equalTo(PATH + "/" + RUN));
  }

  @Test
  void endsNoRunThatWasCancelledBefore() {
    begun(RUN);
    admin().delete(PATH + "/" + RUN).then().statusCode(202);
    admin()
        .delete(PATH + "/" + RUN)
        .then()
        .spec(problem(409, "training-run-over"))
        .body("state", equalTo("cancelled"));
  }

  private TrainingRun begun(String id) {
    TrainingRun run =
        TrainingRun.requested(
            new RunId(id), Trigger.ADMIN, DatasetLocation.SAMPLE, DEFAULT, false, TestPorts.NOW);
    assertThat(ports.runs().begin(run)).isInstanceOf(Claim.Granted.class);
    return run;
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(1000 * seconds));
  }

  @Test
  void knowsNoSuchRun() {
    for (String path : List.of(PATH + "/" + RUN, PATH + "/" + RUN + "/events")) {
      admin().get(path).then().spec(problem(404, "unknown-training-run"));
    }
    admin().delete(PATH + "/" + RUN).then().spec(problem(404, "unknown-training-run"));
    admin()
        .get(PATH + "/run-1")
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("run"));
    admin().get(PATH + "?limit=0").then().spec(problem(400, "invalid-value"));
  }

  @Test
  void asksForAKey() {
    for (String path : List.of(PATH, PATH + "/" + RUN, PATH + "/" + RUN + "/events")) {
      when()
          .get(path)
          .then()
          .spec(problem(401, "unauthenticated"))
          .header("WWW-Authenticate", "Bearer realm=\"cinephile\"");
    }
    given().contentType(ContentType.JSON).post(PATH).then().spec(problem(401, "unauthenticated"));
    given().contentType(ContentType.TEXT).post(PATH).then().spec(problem(401, "unauthenticated"));
    when().delete(PATH + "/" + RUN).then().spec(problem(401, "unauthenticated"));
    assertThat(ports.runs().latest(1)).isEmpty();
  }

  @Test
  void refusesAKeyWithoutTheRole() {
    for (String path : List.of(PATH, PATH + "/" + RUN, PATH + "/" + RUN + "/events")) {
      reader().get(path).then().spec(problem(403, "forbidden"));
    }
    reader().delete(PATH + "/" + RUN).then().spec(problem(403, "forbidden"));
    reader().contentType(ContentType.JSON).post(PATH).then().spec(problem(403, "forbidden"));
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
  @ValueSource(strings = {PATH, "/api/v1/recommendations?title=matrix", "/api/v1/nowhere", "/"})
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
