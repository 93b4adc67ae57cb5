package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Callers.admin;
import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Training runs are kept for two years here, as is the default. */
@QuarkusTest
class RetentionTest {
  private static final String RETENTION = "/api/v1/governance/retention";
  private static final String RUNS = "/api/v1/governance/retention-runs";

  @Inject TestPorts ports;

  @BeforeEach
  void keepAnOldRunAndANewOne() {
    ports.reset();
    ran("run-20241121-161500-0001", TestPorts.NOW.minus(Duration.ofDays(731)));
    ran("run-20261121-161500-0002", TestPorts.NOW.minus(Duration.ofDays(1)));
  }

  private void ran(String id, Instant time) {
    TrainingRun run =
        TrainingRun.requested(
            new RunId(id),
            Trigger.ADMIN,
            DatasetLocation.SAMPLE,
            TrainingParameters.DEFAULT,
            false,
            time);
    ports.runs().begin(run);
    ports.runs().update(run.succeeded(time));
  }

  private AuditAction lastAction() {
    long place = ports.trail().latest().map(Anchor::sequence).orElseThrow();
    return ports.trail().read(place, 1).get(0).entry().orElseThrow().event().action();
  }

  @Test
  void tellsTheRulesAndWhatIsDue() {
    given()
        .header("X-API-Key", TestUseCases.PRIVACY_KEY)
        .get(RETENTION)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("removed", equalTo(false))
        .body(
            "classes.dataClass",
            contains(
                "live-ratings",
                "training-runs",
                "generations",
                "audit-trail",
                "erasures",
                "serving-events"))
        .body("classes.rule", contains("forever", "P2Y", "newest 3", "P3Y", "forever", "P30D"))
        .body("classes.items", contains(0, 1, 0, 0, 0, 0))
        .body("classes[1].cutoff", equalTo("2024-11-22T16:15:00Z"))
        .body("classes[0]", not(hasKey("cutoff")))
        .body("classes[0]", not(hasKey("obstacle")));
    assertThat(ports.runs().latest(10)).hasSize(2);
  }

  @Test
  void removesWhatIsDueAndPutsThatOnRecord() {
    admin().post(RUNS + "?dryRun=true").then().statusCode(200).body("removed", equalTo(false));
    assertThat(ports.runs().latest(10)).hasSize(2);
    admin()
        .post(RUNS)
        .then()
        .statusCode(200)
        .body("removed", equalTo(true))
        .body("classes.items", contains(0, 1, 0, 0, 0, 0));
    assertThat(ports.runs().latest(10)).hasSize(1);
    assertThat(lastAction()).isEqualTo(AuditAction.RETENTION_RUN);
    admin().post(RUNS).then().body("classes.items", contains(0, 0, 0, 0, 0, 0));
  }

  @Test
  void removesNothingThatIsNotOnRecord() {
    ports.failAudit(new StoreUnavailableException("away", null));
    admin().post(RUNS).then().spec(problem(503, "store-unavailable"));
    assertThat(ports.runs().latest(10)).hasSize(2);
  }

  @Test
  void letsAdministratorsAloneRemove() {
    given()
        .header("X-API-Key", TestUseCases.PRIVACY_KEY)
        .post(RUNS)
        .then()
        .spec(problem(403, "forbidden"))
        .body("role", equalTo("admin"));
    given().post(RUNS).then().spec(problem(401, "unauthenticated"));
    given()
        .header("X-API-Key", TestUseCases.SERVICE_KEY)
        .get(RETENTION)
        .then()
        .spec(problem(403, "forbidden"));
    admin()
        .post(RUNS + "?dryRun=perhaps")
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("dryRun"));
    assertThat(ports.runs().latest(10)).hasSize(2);
  }
}
