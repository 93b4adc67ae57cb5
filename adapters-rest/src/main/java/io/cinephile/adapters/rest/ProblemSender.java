package io.cinephile.adapters.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

/** Answers with a problem where a request does not reach JAX-RS. */
@Singleton
final class ProblemSender {
  private final ObjectMapper json;

  ProblemSender(ObjectMapper json) {
    this.json = json;
  }

  /** Ends the response; headers that it has already stay. */
  Future<Void> send(Problem problem, HttpServerResponse response) {
    return response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE.toString())
        .end(body(problem));
  }

  private String body(Problem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem consists of strings and numbers", e);
    }
  }
}
