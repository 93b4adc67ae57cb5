package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Callers.admin;
import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.AuditEntry;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit trail goes on from one test to the next, as it does in a server. */
@QuarkusTest
class AuditTest {
  private static final String PATH = "/api/v1/governance/audit";
  private static final String RUNS = "/api/v1/admin/training-runs";
  private static final String MODELS = "/api/v1/admin/models";
  private static final String RUN = "run-20261122-161500-3f9a";
  private static final GenerationId REFUSED = new GenerationId("20261123-161500-0002");

  /** The beginning of {@code printf the-key-of-an-admin | sha256sum}. */
  private static final String ADMIN =
      "key:" + AuditedCaller.sha256("the-key-of-an-admin").substring(0, 16);

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
    ports.publish(REFUSED);
    ports.registry().register(Models.refused(REFUSED, TestPorts.NOW));
  }

  private static RequestSpecification privacy() {
    return given().header("X-API-Key", TestUseCases.PRIVACY_KEY);
  }

  private AuditEntry last() {
    long place = ports.trail().latest().map(Anchor::sequence).orElseThrow();
    return ports.trail().read(place, 1).get(0).entry().orElseThrow();
  }

  private long count() {
    return ports.trail().latest().map(Anchor::sequence).orElse(0L);
  }

  @Test
  void tellsWhoAskedForWhat() {
    admin().contentType(ContentType.JSON).post(RUNS + "?force=true").then().statusCode(202);
    admin().delete(RUNS + "/" + RUN).then().statusCode(202);
    admin().post(MODELS + "/" + REFUSED + "/activate?force=true").then().statusCode(200);
    privacy()
        .get(PATH + "?limit=4")
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("entries", hasSize(4))
        .body(
            "entries.action",
            contains(
                "training-started", "training-cancelled", "generation-activated", "audit-read"))
        .body("entries[0].actor", equalTo(ADMIN))
        .body("entries[0].time", equalTo("2026-11-22T16:15:00Z"))
        .body("entries[0].payload", equalTo("dataset=sample force=true"))
        .body("entries[0]", not(hasKey("subject")))
        .body("entries[1].payload", equalTo("run=" + RUN))
        .body("entries[2].payload", equalTo("generation=" + REFUSED + " force=true"))
        .body("entries[3].actor", not(equalTo(ADMIN)))
        .body("entries[3].payload", equalTo("from=end limit=4"))
        .body("verification.whole", equalTo(true))
        .body("verification.first", equalTo(1))
        .body("verification.last", equalTo((int) count()))
        .body("verification", not(hasKey("fault")));
    assertThat(last().event().payload()).doesNotContain(TestUseCases.PRIVACY_KEY);
  }

  @Test
  void listsFromAPlaceOn() {
    for (int i = 0; i < 5; i++) {
      privacy().get(PATH).then().statusCode(200);
    }
    privacy().get(PATH + "?from=2&limit=3").then().body("entries.sequence", contains(2, 3, 4));
    long next = count() + 1;
    privacy().get(PATH + "?from=" + next).then().body("entries.sequence", contains((int) next));
    privacy().get(PATH + "?from=" + Long.MAX_VALUE).then().body("entries", hasSize(0));
  }

  @Test
  void tellsThatSomebodyHasTamperedWithIt() {
    for (int i = 0; i < 4; i++) {
      privacy().get(PATH).then().statusCode(200);
    }
    AuditEntry third = ports.trail().read(3, 1).get(0).entry().orElseThrow();
    ports.trail().tamper(3, Optional.empty());
    try {
      privacy().get(PATH + "?verify=new").then().body("verification.whole", equalTo(true));
      privacy()
          .get(PATH + "?verify=full")
          .then()
          .statusCode(200)
          .body("verification.whole", equalTo(false))
          .body("verification.fault", equalTo("missing"))
          .body("verification.sequence", equalTo(3))
          .body("verification.detail", equalTo("Entry 3 is missing."))
          .body("verification", not(hasKey("last")));
    } finally {
      ports.trail().tamper(3, Optional.of(third));
    }
    privacy().get(PATH + "?verify=full").then().body("verification.whole", equalTo(true));
  }

  @Test
  void nothingIsDoneThatIsNotOnRecord() {
    long before = count();
    ports.failAudit(new StoreUnavailableException("away", null));
    admin()
        .contentType(ContentType.JSON)
        .post(RUNS)
        .then()
        .spec(problem(503, "store-unavailable"))
        .header("Retry-After", "5");
    admin()
        .post(MODELS + "/" + REFUSED + "/activate?force=true")
        .then()
        .spec(problem(503, "store-unavailable"));
    privacy().get(PATH).then().spec(problem(503, "store-unavailable"));
    assertThat(ports.runs().latest(1)).isEmpty();
    assertThat(ports.store().serving()).contains(TestPorts.GENERATION);
    ports.recover();
    admin().contentType(ContentType.JSON).post(RUNS).then().statusCode(202);
    ports.failAudit(new StoreUnavailableException("away", null));
    admin().delete(RUNS + "/" + RUN).then().spec(problem(503, "store-unavailable"));
    assertThat(ports.runs().unfinished()).isPresent();
    ports.recover();
    assertThat(count()).isEqualTo(before + 1);
  }

  @Test
  void whatIsDoneAboutSomebodyIsOnRecordWithoutTheirId() {
    String user = "/api/v1/users/a-user-on-record";
    privacy()
        .contentType(ContentType.JSON)
        .body("{\"allowed\": false}")
        .put(user + "/consents/training")
        .then()
        .statusCode(200);
    privacy().put(user + "/restriction").then().statusCode(200);
    privacy().delete(user + "/restriction").then().statusCode(204);
    privacy().get(user + "/data").then().statusCode(200);
    privacy().delete(user).then().statusCode(anyOf(is(200), is(202)));

    String answer =
        privacy()
            .get(PATH + "?limit=6")
            .then()
            .body(
                "entries.action",
                contains(
                    "consent-changed",
                    "restriction-changed",
                    "restriction-changed",
                    "data-exported",
                    "viewer-erased",
                    "audit-read"))
            .body("entries[0].payload", equalTo("purpose=training allowed=false"))
            .body(
                "entries[0].subject",
                equalTo(ports.pseudonymiser().of(new UserId("a-user-on-record")).value()))
            .body(
                "entries[4].subject",
                equalTo(ports.pseudonymiser().of(new UserId("a-user-on-record")).value()))
            .extract()
            .asString();
    assertThat(answer).doesNotContain("a-user-on-record");
  }

  @Test
  void nobodyIsErasedWithoutARecord() {
    ports.failAudit(new StoreUnavailableException("away", null));
    privacy()
        .delete("/api/v1/users/a-user-who-stays")
        .then()
        .spec(problem(503, "store-unavailable"));
    ports.recover();
    privacy()
        .contentType(ContentType.JSON)
        .body("{\"allowed\": true}")
        .put("/api/v1/users/a-user-who-stays/consents/training")
        .then()
        .statusCode(200);
  }

  @Test
  void whatCannotBeIsNotOnRecord() {
    long before = count();
    admin().delete(RUNS + "/" + RUN).then().statusCode(404);
    admin().post(MODELS + "/20200101-000000-0000/activate").then().statusCode(404);
    admin().contentType(ContentType.JSON).post(RUNS + "?force=maybe").then().statusCode(400);
    assertThat(count()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"from=0, from", "from=x, from", "limit=0, limit", "verify=all, verify"})
  void refusesNonsense(String query, String field) {
    privacy()
        .get(PATH + "?" + query)
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo(field));
  }
}
