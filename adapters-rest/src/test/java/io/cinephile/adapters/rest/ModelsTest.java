package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.cinephile.domain.recommendation.GenerationId;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ModelsTest {
  private static final String PATH = "/api/v1/admin/models";
  private static final GenerationId SERVED = TestPorts.GENERATION;
  private static final GenerationId REFUSED = new GenerationId("20261123-161500-0002");
  private static final GenerationId BROKEN = new GenerationId("20261121-161500-0001");
  private static final GenerationId REMOVED = new GenerationId("20261120-161500-0000");
  private static final GenerationId UNKNOWN = new GenerationId("20200101-000000-0000");

  @Inject TestPorts ports;

  @BeforeEach
  void registerFour() {
    ports.reset();
    ports.serveGeneration();
    ports.publish(REFUSED);
    ports.publish(BROKEN);
    ports.store().loseRatings(BROKEN);
    ports.registry().register(Models.passed(REMOVED, TestPorts.NOW));
    ports.registry().register(Models.passed(BROKEN, TestPorts.NOW));
    ports.registry().register(Models.passed(SERVED, TestPorts.NOW).activated(TestPorts.NOW, false));
    ports.registry().register(Models.refused(REFUSED, TestPorts.NOW));
  }

  private static RequestSpecification admin() {
    return given().header("X-API-Key", TestUseCases.ADMIN_KEY);
  }

  private static String path(GenerationId generation) {
    return PATH + "/" + generation;
  }

  @Test
  void listsWhatHasBecomeOfEachModel() {
    admin()
        .get(PATH)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body(
            "models.generation",
            contains(REFUSED.value(), SERVED.value(), BROKEN.value(), REMOVED.value()))
        .body("models.standing", contains("stored", "serving", "incomplete", "removed"))
        .body("models.passed", contains(false, true, true, true))
        .body("models[0].dataset", equalTo("ml-latest-small"))
        .body("models[0].figures.ndcgAt10", equalTo(0.31f))
        .body("models[0].figures.popularityNdcgAt10", equalTo(0.11f))
        .body("models[0].figures.rmse", equalTo(0.8712345f))
        .body("models[0].figures.biasesRmse", equalTo(0.92f))
        .body("models[0].counts.viewers", equalTo(610))
        .body("models[0]", not(hasKey("activatedAt")))
        .body("models[1].activatedAt", equalTo("2026-11-22T16:15:00Z"));
    admin().get(PATH + "?limit=1").then().body("models", hasSize(1));
    admin()
        .get(PATH + "?limit=101")
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("limit"));
  }

  @Test
  void showsAllThatIsKnownOfAModel() {
    admin()
        .get(path(REFUSED))
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("generation", equalTo(REFUSED.value()))
        .body("standing", equalTo("stored"))
        .body("run", equalTo("run-" + REFUSED))
        .body("createdAt", equalTo("2026-11-22T16:15:00Z"))
        .body("forced", equalTo(false))
        .body("inputs.data.sha256", equalTo("ab".repeat(32)))
        .body("inputs.suppressions", equalTo("cd".repeat(32)))
        .body("inputs.liveRatings.changes", equalTo(1_012))
        .body("inputs.liveRatings.sha256", equalTo("ef".repeat(32)))
        .body("dataQuality.liveRatings.added", equalTo(1_000))
        .body("inputs.parameters.seed", equalTo(42))
        .body("dataQuality.faults.unknown-movie", equalTo(4))
        .body("evaluation.ranking.noveltyAt10", equalTo(7.25f))
        .body("evaluation.popularity.ndcgAt10", equalTo(0.11f))
        .body("serving.ranking.ndcgAt10", equalTo(0.32f))
        .body("verdict.passed", equalTo(false))
        .body("verdict.serving", equalTo("20261121-161500-0001"))
        .body("verdict.comparisons.acceptable", contains(false, true))
        .body("counts.ratings", equalTo(101_832))
        .body("durations.sourcing", equalTo("PT21.8S"))
        .body("versions.spark", equalTo("4.1.0"));
    admin().get(path(SERVED)).then().body("$", not(hasKey("serving")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/json", "text/markdown;q=0.5, application/json"})
  void answersWithACardForPrograms(String accept) {
    admin()
        .accept(accept)
        .get(path(REFUSED) + "/card")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("Cache-Control", "no-store")
        .body("intendedUse", startsWith("Suggesting movies"))
        .body("method", containsString("rank 32"))
        .body("limits[-1]", startsWith("The quality gate refused it: NDCG@10 0.3100 against"))
        .body("model.generation", equalTo(REFUSED.value()))
        .body("model.standing", equalTo("stored"));
  }

  @Test
  void answersWithACardForPeople() throws IOException {
    String card =
        admin()
            .accept("text/markdown")
            .get(path(REFUSED) + "/card")
            .then()
            .statusCode(200)
            .header("Content-Type", equalTo("text/markdown;charset=UTF-8"))
            .header("Cache-Control", "no-store")
            .extract()
            .asString();
    assertThat(card).isEqualTo(resource("/refused-model-card.md"));
  }

  @Test
  void tellsOnTheCardWhatHasBecomeOfTheModel() {
    assertThat(card(SERVED))
        .contains("Answers requests since 2026-11-22 16:15:00 UTC.")
        .contains("| RMSE            | less   |     0.8712 |           – |")
        .contains("- Nothing was served.");
    assertThat(card(BROKEN)).contains("it cannot be activated.");
    assertThat(card(REMOVED)).contains("it has been removed");
    ports
        .registry()
        .register(Models.refused(REFUSED, TestPorts.NOW).activated(TestPorts.NOW, true));
    assertThat(card(REFUSED)).contains("an administrator had it served all the same.");
  }

  @Test
  void takesNoNameForMarkdown() {
    ports.registry().register(Models.named(SERVED, "[free](http://x) | <b>*films*</b>\n# `2`"));
    assertThat(card(SERVED))
        .contains(
            "- Data set: \\[free\\](http://x) \\| \\<b\\>\\*films\\*\\</b\\> # \\`2\\` (layout");
  }

  private static String card(GenerationId generation) {
    return admin().accept("text/markdown").get(path(generation) + "/card").asString();
  }

  @Test
  void hasNoOtherFormOfCard() {
    admin()
        .accept("text/html")
        .get(path(SERVED) + "/card")
        .then()
        .spec(problem(406, "not-acceptable"));
  }

  @Test
  void goesBackToAnOlderModel() {
    ports.store().activate(REFUSED);
    admin()
        .post(path(SERVED) + "/activate")
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("generation", equalTo(SERVED.value()))
        .body("standing", equalTo("serving"))
        .body("forced", equalTo(false))
        .body("activatedAt", equalTo("2026-11-22T16:15:00Z"));
    assertThat(ports.store().serving()).contains(SERVED);
  }

  @Test
  void servesWhatTheGateRefusedByForceAlone() {
    admin()
        .post(path(REFUSED) + "/activate")
        .then()
        .spec(problem(409, "generation-refused"))
        .body("detail", containsString("force=true"))
        .body("reasons", hasSize(1))
        .body("reasons[0]", startsWith("NDCG@10 0.3100 against 0.3200 of the serving generation"));
    assertThat(ports.store().serving()).contains(SERVED);

    admin()
        .post(path(REFUSED) + "/activate?force=true")
        .then()
        .statusCode(200)
        .body("standing", equalTo("serving"))
        .body("forced", equalTo(true));
    assertThat(ports.store().serving()).contains(REFUSED);
  }

  @ParameterizedTest
  @CsvSource({"20261121-161500-0001, no index of ratings", "20261120-161500-0000, not stored"})
  void saysWhatLacks(String generation, String lack) {
    admin()
        .post(path(new GenerationId(generation)) + "/activate?force=true")
        .then()
        .spec(problem(409, "generation-incomplete"))
        .body("detail", containsString(lack));
    assertThat(ports.store().serving()).contains(SERVED);
  }

  @Test
  void overridesNothingByATypingError() {
    admin()
        .post(path(REFUSED) + "/activate?force=ture")
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("force"));
    assertThat(ports.store().serving()).contains(SERVED);
  }

  @Test
  void knowsNoSuchModel() {
    for (String path : List.of(path(UNKNOWN), path(UNKNOWN) + "/card")) {
      admin().get(path).then().spec(problem(404, "unknown-generation"));
    }
    admin().post(path(UNKNOWN) + "/activate").then().spec(problem(404, "unknown-generation"));
    admin()
        .accept("text/markdown")
        .get(path(UNKNOWN) + "/card")
        .then()
        .spec(problem(404, "unknown-generation"));
    admin()
        .get(PATH + "/latest")
        .then()
        .spec(problem(400, "invalid-value"))
        .body("field", equalTo("generation"));
  }

  @Test
  void offersNothingElse() {
    admin()
        .get(path(SERVED) + "/activate")
        .then()
        .spec(problem(405, "method-not-allowed"))
        .header("Allow", "OPTIONS, POST");
    admin()
        .delete(path(SERVED))
        .then()
        .spec(problem(405, "method-not-allowed"))
        .header("Allow", "GET, HEAD, OPTIONS");
  }

  @Test
  void isForAdministrators() {
    for (String path : List.of(PATH, path(SERVED), path(SERVED) + "/card")) {
      when().get(path).then().spec(problem(401, "unauthenticated"));
      reader().get(path).then().spec(problem(403, "forbidden"));
    }
    String activate = path(REFUSED) + "/activate?force=true";
    when().post(activate).then().spec(problem(401, "unauthenticated"));
    reader().post(activate).then().spec(problem(403, "forbidden"));
    assertThat(ports.store().serving()).contains(SERVED);
  }

  private static RequestSpecification reader() {
    return given().header("X-API-Key", TestUseCases.READER_KEY);
  }

  private static String resource(String name) throws IOException {
    try (InputStream text = ModelsTest.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
