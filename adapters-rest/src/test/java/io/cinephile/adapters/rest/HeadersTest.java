package io.cinephile.adapters.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers carry besides their bodies. */
@QuarkusTest
class HeadersTest {
  private static final String LIST = "/api/v1/recommendations?title=matrix";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  @Test
  void answersAreCompressedForWhoTakesThat() {
    given()
        .header("Accept-Encoding", "gzip")
        .get(LIST)
        .then()
        .statusCode(200)
        .header("Content-Encoding", "gzip")
        .body("match.id", equalTo(1));
    given()
        .config(
            RestAssured.config().decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()))
        .get(LIST)
        .then()
        .statusCode(200)
        .header("Content-Encoding", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {LIST, "/api/v1/movies/99", "/nowhere", "/api/v1/admin/models", "/"})
  void nobodyIsToGuessWhatAnAnswerIs(String path) {
    given().get(path).then().header("X-Content-Type-Options", "nosniff");
  }

  @Test
  void scriptsOfOtherSitesAreNotLetIn() {
    given()
        .header("Origin", "https://elsewhere.example")
        .get(LIST)
        .then()
        .header("Access-Control-Allow-Origin", nullValue());
  }
}
