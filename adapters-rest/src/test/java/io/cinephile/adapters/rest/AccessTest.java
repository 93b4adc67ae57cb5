package io.cinephile.adapters.rest;

import static io.cinephile.adapters.rest.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask what. */
@QuarkusTest
class AccessTest {
  private static final String USER = "/api/v1/users/1/recommendations";
  private static final String ADMIN = "/api/v1/admin/models";
  private static final String AUDIT = "/api/v1/governance/audit";
  private static final String CATALOGUE = "/api/v1/movies/1";

  @Inject TestPorts ports;

  @BeforeEach
  void serve() {
    ports.reset();
    ports.serveGeneration();
  }

  private static Response get(String role, String path) {
    RequestSpecification request = given().urlEncodingEnabled(false);
    switch (role) {
      case ApiKeys.READ -> request.header("X-API-Key", TestUseCases.READER_KEY);
      case ApiKeys.SERVICE -> request.header("X-API-Key", TestUseCases.SERVICE_KEY);
      case ApiKeys.ADMIN -> request.header("X-API-Key", TestUseCases.ADMIN_KEY);
      case ApiKeys.PRIVACY -> request.header("X-API-Key", TestUseCases.PRIVACY_KEY);
      default -> assertThat(role).isEqualTo("nobody");
    }
    return request.get(path);
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, 200, 401, 401, 401",
    "read, 200, 403, 403, 403",
    "service, 200, 200, 403, 403",
    "admin, 200, 403, 200, 200",
    "privacy, 200, 403, 403, 200",
  })
  void eachRoleReachesWhatItIsFor(String role, int catalogue, int user, int admin, int audit) {
    get(role, AUDIT).then().statusCode(audit);
    get(role, CATALOGUE).then().statusCode(catalogue);
    get(role, USER).then().statusCode(user);
    get(role, ADMIN).then().statusCode(admin);
  }

  @ParameterizedTest
  @CsvSource({
    USER + ", service",
    "/api/v1/users, service",
    "/api/v1/groups/7/recommendations, service",
    "/api/v1/recommendations/batch, service",
    ADMIN + ", admin",
    "/api/v1/admin/nowhere, admin",
    AUDIT + ", privacy",
    "/api/v1/governance/retention-runs, admin",
  })
  void whoIsKnownIsToldWhichRoleLacks(String path, String role) {
    get(ApiKeys.READ, path)
        .then()
        .spec(problem(403, "forbidden"))
        .body("role", equalTo(role))
        .body(
            "detail",
            equalTo("This needs the role '%s', which the caller does not have.".formatted(role)));
    get("nobody", path).then().spec(problem(401, "unauthenticated"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1//users/1/recommendations",
        "/api/v1/./users/1/recommendations",
        "/api/v1/movies/../users/1/recommendations",
        "/api/v1/movies/%2e%2e/users/1/recommendations",
        "/api/v1/%75sers/1/recommendations",
        "/api/v1/users;a=b/1/recommendations",
        "/api/v1;a=b/users/1/recommendations",
        "/api;a/v1/users/1/recommendations",
        "//api/v1/users/1/recommendations",
        "/api/v1/users%2f1/recommendations",
        "/api/v1/users/1/recommendations/",
        "/api/v1/users/1/recommendations;a=b",
        "/api/v1/Users/1/recommendations",
        "/api/v1/users%3ba/1/recommendations"
      })
  void noOtherSpellingOfAnAddressGetsPast(String path) {
    assertThat(get("nobody", path).statusCode()).isIn(400, 401, 404);
    assertThat(get(ApiKeys.READ, path).statusCode()).isIn(400, 403, 404);
  }

  @Test
  void aKeyOpensWhateverTheMethod() {
    given().put(USER).then().spec(problem(401, "unauthenticated"));
    given().delete(USER).then().spec(problem(401, "unauthenticated"));
    Callers.service().delete(USER).then().spec(problem(405, "method-not-allowed"));
  }

  @Test
  void aTokenIsAWrongKeyWhereNoneAreAccepted() {
    given()
        .header("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmVk")
        .get(CATALOGUE)
        .then()
        .spec(problem(401, "unauthenticated"));
  }
}
