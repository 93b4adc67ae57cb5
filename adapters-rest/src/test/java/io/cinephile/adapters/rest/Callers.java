package io.cinephile.adapters.rest;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;

/** Requests of those who may. */
final class Callers {
  private Callers() {}

  static RequestSpecification service() {
    return given().header("X-API-Key", TestUseCases.SERVICE_KEY);
  }

  static RequestSpecification admin() {
    return given().header("X-API-Key", TestUseCases.ADMIN_KEY);
  }
}
