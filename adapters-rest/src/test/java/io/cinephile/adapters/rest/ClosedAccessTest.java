package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers nobody without a key. */
@QuarkusTest
@TestProfile(ClosedAccessTest.Closed.class)
class ClosedAccessTest {
  @Inject TestPorts ports;

  public static final class Closed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("cinephile.access.public", "false");
    }
  }

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/movies/1", "/api/v1/recommendations?title=matrix"})
  void theCatalogueWantsAnyKey(String path) {
    when().get(path).then().spec(problem(401, "unauthenticated"));
    for (String key :
        new String[] {
          TestUseCases.READER_KEY,
          TestUseCases.SERVICE_KEY,
          TestUseCases.ADMIN_KEY,
          TestUseCases.PRIVACY_KEY
        }) {
      given().header("X-API-Key", key).get(path).then().statusCode(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/openapi", "/q/swagger-ui/", "/", "/app/main.js"})
  void whatDescribesTheServerStaysOpen(String path) {
    when().get(path).then().statusCode(200);
  }
}
