package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.recommendation.GenerationId;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of data, of where they come from, and of what decides. */
@QuarkusTest
class GovernanceTest {
  private static final String CATALOGUE = "/api/v1/governance/catalogue";
  private static final String LINEAGE = "/api/v1/governance/lineage";
  private static final String RECOMMENDER = "/api/v1/governance/recommender";
  private static final GenerationId OTHER = new GenerationId("20261121-161500-0001");

  private static final String DCAT = "http://www.w3.org/ns/dcat#";
  private static final String DCT = "http://purl.org/dc/terms/";
  private static final String FOAF = "http://xmlns.com/foaf/0.1/";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
    ports.registry().register(Models.passed(TestPorts.GENERATION, TestPorts.NOW));
    ports.registry().register(Models.refused(OTHER, TestPorts.NOW));
  }

  /** Expanded without a network: the context stands in the document. */
  private static JsonObject expanded(String catalogue) throws JsonLdError {
    JsonArray expanded = JsonLd.expand(JsonDocument.of(new StringReader(catalogue))).get();
    assertThat(expanded).hasSize(1);
    return expanded.getJsonObject(0);
  }

  private static String value(JsonObject node, String property) {
    return node.getJsonArray(property).getJsonObject(0).getString("@value");
  }

  private static String id(JsonObject node, String property) {
    return node.getJsonArray(property).getJsonObject(0).getString("@id");
  }

  @Test
  void theCatalogueIsDcat() throws JsonLdError {
    Response response = given().get(CATALOGUE);
    response.then().statusCode(200).contentType(CatalogueView.JSON_LD);

    JsonObject catalogue = expanded(response.asString());
    assertThat(catalogue.getJsonArray("@type").getString(0)).isEqualTo(DCAT + "Catalog");
    assertThat(value(catalogue, DCT + "title")).isNotBlank();
    assertThat(value(catalogue, DCT + "description")).isNotBlank();
    assertThat(value(catalogue.getJsonArray(DCT + "publisher").getJsonObject(0), FOAF + "name"))
        .isEqualTo("Cinema <5>");
    JsonArray dataSets = catalogue.getJsonArray(DCAT + "dataset");
    assertThat(dataSets).hasSize(2);
    for (JsonObject dataSet : dataSets.getValuesAs(JsonObject.class)) {
      assertThat(dataSet.getJsonArray("@type").getString(0)).isEqualTo(DCAT + "Dataset");
      assertThat(value(dataSet, DCT + "title")).isNotBlank();
      assertThat(value(dataSet, DCT + "description")).isNotBlank();
      assertThat(id(dataSet, DCT + "accessRights"))
          .startsWith("http://publications.europa.eu/resource/authority/access-right/");
      assertThat(
              id(
                  dataSet.getJsonArray(DCAT + "contactPoint").getJsonObject(0),
                  "http://www.w3.org/2006/vcard/ns#hasEmail"))
          .isEqualTo("mailto:privacy@cinema5.example");
    }
    JsonObject distribution =
        dataSets.getJsonObject(0).getJsonArray(DCAT + "distribution").getJsonObject(0);
    assertThat(id(distribution, DCAT + "accessURL")).startsWith("http").endsWith("/api/v1");
    JsonObject service = catalogue.getJsonArray(DCAT + "service").getJsonObject(0);
    assertThat(id(service, DCAT + "endpointURL")).endsWith("/api/v1");
  }

  @Test
  void theCatalogueTellsBasisRetentionAndQuality() {
    given()
        .accept("application/json")
        .get(CATALOGUE)
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("'dcat:dataset'[0].'dct:identifier'", equalTo("ratings"))
        .body("'dcat:dataset'[0].'cinephile:classification'", equalTo("pseudonymous"))
        .body("'dcat:dataset'[0].'dpv:hasLegalBasis'.'@id'", equalTo("dpv:LegitimateInterest"))
        .body(
            "'dcat:dataset'[0].'dpv:hasPurpose'.'@id'",
            hasItems("cinephile:purpose:training", "cinephile:purpose:statistics"))
        .body("'dcat:dataset'[0].'cinephile:retention'.'@value'", containsString("the last 3 that"))
        .body("'dcat:dataset'[0].'dqv:hasQualityMeasurement'.'dqv:value'", hasItem(100_836.0f))
        .body("'dcat:dataset'[0].'cinephile:field'.'dct:identifier'", hasItems("viewer", "stars"))
        .body("'dcat:dataset'[1].'cinephile:classification'", equalTo("aggregate"));
  }

  @Test
  void theCatalogueIsADataContractByThePublishedSchema() throws IOException {
    Response response = given().accept(CatalogueContract.YAML).get(CATALOGUE);
    response.then().statusCode(200).contentType(containsString(CatalogueContract.YAML));

    JsonNode contract = new YAMLMapper().readTree(response.asByteArray());
    assertThat(schema().validate(contract)).isEmpty();
    assertThat(contract.at("/schema/0/name").asText()).isEqualTo("ratings");
    assertThat(contract.at("/schema/0/properties/1/logicalType").asText()).isEqualTo("number");
    assertThat(contract.at("/slaProperties/0/value").asText()).contains("the last 3 that");
    assertThat(contract.at("/team/name").asText()).isEqualTo("the operator");
  }

  /** The schema would find what is wrong. */
  @Test
  void aBrokenContractIsNone() throws IOException {
    String yaml = given().accept(CatalogueContract.YAML).get(CATALOGUE).asString();
    for (String broken :
        List.of(
            yaml.replace("kind: DataContract", "kind: Contract"),
            yaml.replace("logicalType: number", "logicalType: stars"),
            yaml.replace("classification: pseudonymous\n", "secrecy: none\n"))) {
      assertThat(broken).isNotEqualTo(yaml);
      assertThat(schema().validate(new YAMLMapper().readTree(broken))).isNotEmpty();
    }
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream schema =
        GovernanceTest.class.getResourceAsStream("/odcs/odcs-json-schema-v3.1.0.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909)
          .getSchema(new ObjectMapper().readTree(schema));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CATALOGUE, LINEAGE, RECOMMENDER})
  void aPageHasNoScriptAndAllowsItsOwnStyleAlone(String path) throws Exception {
    Response response = given().accept("text/html").get(path);
    response.then().statusCode(200).contentType("text/html;charset=UTF-8");
    String page = response.asString();

    assertThat(page)
        .startsWith("<!doctype html>")
        .doesNotContain("<script")
        .doesNotContain(" style=");
    Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(page);
    assertThat(style.find()).isTrue();
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(style.group(1).getBytes(StandardCharsets.UTF_8)));
    assertThat(response.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'sha256-%s';".formatted(hash))
        .doesNotContain("unsafe");
  }

  @Test
  void aPageShowsNamesAsTheyAre() {
    given()
        .accept("text/html")
        .get(CATALOGUE)
        .then()
        .body(containsString("Cinema &lt;5&gt;"))
        .body(containsString("The movie&#39;s &lt;title&gt;."))
        .body(not(containsString("<title>.")));
  }

  @Test
  void lineageLeadsFromWhatIsServedToTheHashOfTheFiles() {
    given()
        .get(LINEAGE)
        .then()
        .statusCode(200)
        .body("generation", equalTo(TestPorts.GENERATION.value()))
        .body("nodes.kind", hasItems("recommendations", "training-run", "data-set", "files"))
        .body("nodes.find { it.id == 'files' }.facts.sha256", equalTo("ab".repeat(32)))
        .body("edges.find { it.to == 'files' }.from", equalTo("data-set"))
        .body(
            "nodes.findAll { it.kind == 'file' }.facts.sha256",
            contains("12".repeat(32), "34".repeat(32)))
        .body("nodes.find { it.id == 'file-movies.csv' }.facts.bytes", equalTo("494431"))
        .body(
            "edges.findAll { it.from == 'files' }.to",
            contains("file-ratings.csv", "file-movies.csv"));
    given()
        .queryParam("generation", OTHER.value())
        .get(LINEAGE)
        .then()
        .statusCode(200)
        .body("generation", equalTo(OTHER.value()))
        .body("nodes.find { it.id == 'verdict' }.facts.passed", equalTo("false"));
  }

  @Test
  void thePageOfALineageLeadsToEachFile() {
    given()
        .accept("text/html")
        .get(LINEAGE)
        .then()
        .statusCode(200)
        .body(containsString("<a href=\"#file-ratings.csv\">"))
        .body(containsString("<h2 id=\"file-ratings.csv\">File ratings.csv</h2>"))
        .body(containsString("12".repeat(32)));
  }

  @Test
  void lineageOfWhatIsNotThereIsRefused() {
    given()
        .get(LINEAGE + "?generation=20200101-000000-0000")
        .then()
        .spec(problem(404, "unknown-generation"));
    given().get(LINEAGE + "?generation=latest").then().spec(problem(400, "invalid-value"));
    ports.reset();
    given().get(LINEAGE).then().spec(problem(503, "no-model-yet"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fr-CA, en;q=0.5 |    | fr",
        "de, fr;q=0.5    |    | fr",
        "de              |    | en",
        "fr              | en | en",
        "en              | fr | fr",
      })
  void theRecommenderIsExplainedInTheLanguageThatIsAskedFor(
      String accepted, String wanted, String answered) {
    var request = given().header("Accept-Language", accepted);
    if (wanted != null) {
      request.queryParam("lang", wanted);
    }
    request
        .get(RECOMMENDER)
        .then()
        .statusCode(200)
        .header("Content-Language", answered)
        .header("Vary", containsString("Accept-Language"))
        .body("language", equalTo(answered));
  }

  @Test
  void theRecommenderIsExplainedWithItsNumbers() {
    given()
        .get(RECOMMENDER)
        .then()
        .statusCode(200)
        .body("generation", equalTo(TestPorts.GENERATION.value()))
        .body(
            "sections.id",
            hasItems("data", "parameters", "sources", "profiling", "choices", "quality"))
        .body(
            "sections.find { it.id == 'quality' }.parameters.find { it.id == 'ndcg' }.value",
            equalTo("0.31"));
    given().get(RECOMMENDER + "?lang=de").then().spec(problem(400, "invalid-value"));
  }

  @ParameterizedTest
  @ValueSource(strings = {CATALOGUE, LINEAGE, RECOMMENDER})
  void withoutTheStoreThereIsNoAnswer(String path) {
    ports.failWith(new StoreUnavailableException("Elasticsearch does not answer.", null));
    given().get(path).then().spec(problem(503, "store-unavailable"));
  }

  @ParameterizedTest
  @ValueSource(strings = {CATALOGUE, LINEAGE, RECOMMENDER})
  void otherFormsAreNotToBeHad(String path) {
    given().accept("image/png").get(path).then().spec(problem(406, "not-acceptable"));
  }
}
