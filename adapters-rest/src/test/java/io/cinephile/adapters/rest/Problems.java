package io.cinephile.adapters.rest;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.builder.ResponseSpecBuilder;
import io.restassured.specification.ResponseSpecification;

/** What every problem has to look like. */
final class Problems {
  private Problems() {}

  static ResponseSpecification problem(int status, String kind) {
    return new ResponseSpecBuilder()
        .expectStatusCode(status)
        .expectContentType("application/problem+json")
        .expectHeader("Cache-Control", "no-store")
        .expectBody("type", equalTo("urn:cinephile:problem:" + kind))
        .expectBody("status", equalTo(status))
        .build();
  }
}
