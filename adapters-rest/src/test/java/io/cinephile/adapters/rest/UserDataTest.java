package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Callers.service;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UserDataTest {
  private static final String USER = "/api/v1/users/1";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  private static void tellSomething() {
    service()
        .contentType(ContentType.JSON)
        .body("{\"stars\": 4.5}")
        .put(USER + "/ratings/4")
        .then()
        .statusCode(200);
    service().delete(USER + "/ratings/3").then().statusCode(204);
    service()
        .contentType(ContentType.JSON)
        .body("{\"allowed\": false}")
        .put(USER + "/consents/training")
        .then()
        .statusCode(200);
  }

  @Test
  void tellsApartWhatWasToldWhatWasSeenAndWhatWasMadeOfIt() {
    tellSomething();

    service()
        .get(USER + "/data")
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .contentType(ContentType.JSON)
        .body("provided.ratings", hasSize(3))
        .body("provided.ratings.find { it.movie == 1 }.origin", equalTo("imported"))
        .body("provided.ratings.find { it.movie == 1 }.title", equalTo("The Matrix"))
        .body("provided.ratings.find { it.movie == 4 }.origin", equalTo("live"))
        .body("provided.ratings.find { it.movie == 4 }.stars", equalTo(4.5f))
        .body("provided.ratings.find { it.movie == 3 }.stars", equalTo(null))
        .body("provided.consents.history.purpose", contains("training"))
        .body("observed", hasSize(2))
        .body("inferred.recommendations.reasons.flatten()", not(empty()))
        .body("inferred.profiles.generation", contains(TestPorts.GENERATION.value()))
        .body("inferred.profiles[0].ranking", hasSize(2))
        .body("inferred.profiles[0].published", hasSize(2))
        .body("lineage.generation", contains(TestPorts.GENERATION.value()))
        .body("lineage[0].ratings", equalTo(1))
        .body("retention", not(empty()))
        .body("recipients", not(empty()));
  }

  @Test
  void ofSomebodyUnknownThePartsAreEmpty() {
    service()
        .get("/api/v1/users/nobody/data")
        .then()
        .statusCode(200)
        .body("provided.ratings", empty())
        .body("provided.consents.history", empty())
        .body("inferred.recommendations", empty())
        .body("inferred.profiles", empty())
        .body("lineage", empty());
  }

  @Test
  void withoutPersonalisationNothingIsMadeOfTheDataAndWhatIsStoredIsTold() {
    service()
        .contentType(ContentType.JSON)
        .body("{\"allowed\": false}")
        .put(USER + "/consents/personalisation");

    service()
        .get(USER + "/data")
        .then()
        .body("inferred.notPersonalised", equalTo("objected"))
        .body("inferred.recommendations", empty())
        .body("inferred.profiles", hasSize(1));
  }

  @Test
  void beforeTheFirstModelThereIsWhatWasDecided() {
    ports.reset();
    service()
        .get(USER + "/data")
        .then()
        .statusCode(200)
        .body("provided.consents.purposes", hasSize(3))
        .body("lineage", empty());
  }

  @Test
  void givesTheSameAsTablesInAnArchive() throws IOException {
    tellSomething();

    byte[] zip =
        service()
            .accept(PersonalDataArchive.ZIP)
            .get(USER + "/data")
            .then()
            .statusCode(200)
            .contentType(PersonalDataArchive.ZIP)
            .header("Content-Disposition", containsString("cinephile-data.zip"))
            .extract()
            .asByteArray();

    Map<String, String> files = unpacked(zip);
    assertThat(files.keySet())
        .containsExactly(
            "README.txt",
            "ratings.csv",
            "decisions.csv",
            "recommendations.csv",
            "reasons.csv",
            "profiles.csv",
            "lineage.csv",
            "retention.csv");
    files.keySet().stream()
        .filter(name -> name.endsWith(".csv"))
        .forEach(name -> assertThat(files.get("README.txt")).contains(name));
    assertThat(files.get("ratings.csv").lines())
        .hasSize(4)
        .startsWith("movie,title,stars,time,origin")
        .anyMatch(line -> line.startsWith("4,\"Alien\",4.5,") && line.endsWith(",\"live\""))
        .anyMatch(line -> line.startsWith("3,\"Toy Story\",,"));
    assertThat(files.get("decisions.csv"))
        .contains("\"training\",false,2,\"%s\",\"service\"".formatted(TestPorts.NOW));
    assertThat(files.get("profiles.csv")).contains("\"ranking\",1,0.1");
  }

  @Test
  void runsNoFormulasWhereTheDataAreOpened() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CsvTable(
            List.of("text", "number"),
            List.of(
                CsvTable.row("=HYPERLINK(\"http://x\")", -1),
                CsvTable.row("+1", 2.5),
                CsvTable.row("-1", Optional.empty()),
                CsvTable.row("@SUM(A1)", 0),
                CsvTable.row("\tx", 0),
                CsvTable.row("(500) Days, of \"Summer\"", true)))
        .writeTo(out);
    assertThat(out.toString(StandardCharsets.UTF_8).split("\r\n"))
        .containsExactly(
            "text,number",
            "\"'=HYPERLINK(\"\"http://x\"\")\",-1",
            "\"'+1\",2.5",
            "\"'-1\",",
            "\"'@SUM(A1)\",0",
            "\"'\tx\",0",
            "\"(500) Days, of \"\"Summer\"\"\",true");
  }

  @ParameterizedTest
  @CsvSource({"the-key-of-a-privacy-officer, 200", "the-key-of-a-reader, 403"})
  void isForThoseWhoMayAsk(String key, int status) {
    given().header("X-API-Key", key).get(USER + "/data").then().statusCode(status);
  }

  private static Map<String, String> unpacked(byte[] zip) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        files.put(entry.getName(), new String(entries.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}
