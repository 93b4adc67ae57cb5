package io.cinephile.adapters.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Gives each request an id by which caller and log can speak of it: the caller's own, where it is
 * one, or else a new one. It is a header of every answer and stands in the log as {@code
 * requestId}.
 */
@Singleton
final class RequestIds {
  static final String HEADER = "X-Request-ID";
  private static final String LOGGED_AS = "requestId";

  /** Before all that may answer. */
  private static final int FIRST_OF_ALL = 1000;

  /**
   * A UUID, or 32 hexadecimal digits: what gateways make. Any other text might be about somebody,
   * and it would stand in the log.
   */
  private static final Pattern ACCEPTABLE =
      Pattern.compile("(?i)[0-9a-f]{8}(-?)(?:[0-9a-f]{4}\\1){3}[0-9a-f]{12}");

  void register(@Observes Filters filters) {
    filters.register(
        request -> {
          give(request);
          request.next();
        },
        FIRST_OF_ALL);
  }

  /** Has the answer and what is logged about the request carry its id. */
  static void give(RoutingContext request) {
    String id =
        Optional.ofNullable(request.request().getHeader(HEADER))
            .filter(proposed -> ACCEPTABLE.matcher(proposed).matches())
            .orElseGet(() -> UUID.randomUUID().toString());
    request.response().putHeader(HEADER, id);
    MDC.put(LOGGED_AS, id);
  }
}
