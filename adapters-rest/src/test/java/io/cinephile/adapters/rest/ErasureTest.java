package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Callers.service;
import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cinephile.application.EraseViewer;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ErasureTest {
  private static final String USER = "/api/v1/users/1";
  private static final String RATING = USER + "/ratings/4";
  private static final String ERASURES = "/api/v1/governance/erasures/";

  @Inject TestPorts ports;
  @Inject EraseViewer eraseViewer;
  @Inject Pseudonymiser pseudonymiser;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  private static int rate() {
    return service()
        .contentType(ContentType.JSON)
        .body("{\"stars\": 4.5}")
        .put(RATING)
        .statusCode();
  }

  private static Response erase() {
    return service().delete(USER);
  }

  @Test
  void nothingIsThereOfTheUserFromTheNextRequestOn() {
    assertThat(rate()).isEqualTo(200);

    erase()
        .then()
        .statusCode(202)
        .header("Location", matchesPattern(".*" + ERASURES + "[0-9a-f]{32}"))
        .header("Retry-After", "5")
        .header("Cache-Control", "no-store")
        .body("state", equalTo("at-work"))
        .body("receipt.state", equalTo("at-work"))
        .body("receipt.deletions.from", hasItem("live ratings"));

    service()
        .get(USER + "/recommendations")
        .then()
        .statusCode(200)
        .body("recommendations.source", everyItem(equalTo("popular")));
    service().get(USER + "/ratings").then().body("total", equalTo(0));
  }

  @Test
  void itIsCompleteInAWhileAndToAskAgainChangesNothing() {
    String link = erase().then().statusCode(202).extract().path("link");
    eraseViewer.resume();

    erase()
        .then()
        .statusCode(200)
        .body("link", equalTo(link))
        .body("state", equalTo("complete"))
        .body("receipt.state", equalTo("complete"));
    service().get(link).then().statusCode(200).body("receipt.state", equalTo("complete"));
  }

  @Test
  void nothingIsStoredOfTheErased() {
    erase();

    service()
        .contentType(ContentType.JSON)
        .body("{\"stars\": 4.5}")
        .put(RATING)
        .then()
        .spec(problem(410, "erased"));
    service().delete(RATING).then().spec(problem(410, "erased"));
    service()
        .contentType(ContentType.JSON)
        .body("{\"allowed\": true}")
        .put(USER + "/consents/training")
        .then()
        .spec(problem(410, "erased"));
    service().put(USER + "/restriction").then().spec(problem(410, "erased"));
    service().get(USER + "/ratings").then().body("total", equalTo(0));
  }

  @Test
  void somebodyUnknownIsErasedAsWell() {
    service().delete("/api/v1/users/nobody").then().statusCode(202);
  }

  /** As docs/privacy/erasure.md tells to: with the JDK alone, and any JSON library. */
  @Test
  void theReceiptCanBeVerifiedAndTellsNothingOfTheUser() throws Exception {
    assertThat(rate()).isEqualTo(200);
    Response answer = erase();
    String pem = given().get(ERASURES + "key").then().statusCode(200).extract().asString();

    ObjectMapper sorting =
        JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    Map<?, ?> body = sorting.readValue(answer.asString(), Map.class);
    String receipt = sorting.writeValueAsString(body.get("receipt"));
    byte[] signature = Base64.getDecoder().decode((String) body.get("signature"));

    assertThat(isSigned(receipt, signature, pem)).isTrue();
    assertThat(isSigned(receipt.replace("\"items\":1", "\"items\":2"), signature, pem)).isFalse();
    assertThat(answer.asString())
        .doesNotContain(pseudonymiser.of(new UserId("1")).value())
        .contains("suppression entry");
  }

  private static boolean isSigned(String receipt, byte[] signature, String pem)
      throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").strip();
    Signature verifying = Signature.getInstance("Ed25519");
    verifying.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64))));
    verifying.update(receipt.getBytes(StandardCharsets.UTF_8));
    return verifying.verify(signature);
  }

  @Test
  void aReceiptIsForServicesAndPrivacyAndTheKeyForEverybody() {
    String link = erase().path("link");
    String unknown = ERASURES + "0".repeat(32);

    given().get(link).then().spec(problem(401, "unauthenticated"));
    given()
        .header("X-API-Key", TestUseCases.READER_KEY)
        .get(link)
        .then()
        .spec(problem(403, "forbidden"))
        .body("role", equalTo("privacy"));
    given().header("X-API-Key", TestUseCases.PRIVACY_KEY).get(link).then().statusCode(200);
    service().get(link).then().statusCode(200);
    service().get(unknown).then().spec(problem(404, "unknown-receipt"));
    service().get(ERASURES + "nonsense").then().spec(problem(400, "invalid-value"));
  }

  @Test
  void whoeverIsInChargeOfPrivacyMayEraseAndReadersMayNot() {
    given()
        .header("X-API-Key", TestUseCases.READER_KEY)
        .delete(USER)
        .then()
        .spec(problem(403, "forbidden"));
    given().header("X-API-Key", TestUseCases.PRIVACY_KEY).delete(USER).then().statusCode(202);
  }

  @Test
  void anOutageIsTold() {
    ports.failWith(new StoreUnavailableException("away", null));
    erase().then().spec(problem(503, "store-unavailable"));
    ports.recover();
    erase().then().statusCode(202);
  }
}
