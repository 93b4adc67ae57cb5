package io.cinephile.adapters.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server whose configuration names a site. */
@QuarkusTest
@TestProfile(CorsTest.OneSite.class)
class CorsTest {
  private static final String SITE = "https://cinema.example";

  public static final class OneSite implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.cors.enabled", "true", "quarkus.http.cors.origins", SITE);
    }
  }

  @Test
  void scriptsOfTheSiteAreLetIn() {
    given()
        .header("Origin", SITE)
        .header("Access-Control-Request-Method", "GET")
        .header("Access-Control-Request-Headers", "X-API-Key")
        .options("/api/v1/users/1/recommendations")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", SITE)
        .header("Access-Control-Allow-Headers", containsString("X-API-Key"));
    given()
        .header("Origin", SITE)
        .get("/api/v1/movies/1")
        .then()
        .header("Access-Control-Allow-Origin", SITE)
        .header("Access-Control-Expose-Headers", containsString("X-Request-ID"));
  }

  @Test
  void scriptsOfOthersAreNot() {
    given()
        .header("Origin", "https://elsewhere.example")
        .get("/api/v1/movies/1")
        .then()
        .header("Access-Control-Allow-Origin", nullValue());
  }
}
