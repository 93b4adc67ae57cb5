package io.cinephile.adapters.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses what cannot be a request to this interface before anything else looks at it: addresses
 * whose escapes are broken or that carry matrix parameters, and addresses and headers that are too
 * long.
 *
 * <p>Routing ignores matrix parameters, and the matching of access policies does not: {@code
 * /api;a/v1/admin} would be routed to what is behind {@code /api/v1/admin} without its policy.
 */
@Singleton
public final class AddressCheck {
  /**
   * The system property that, set to true before the HTTP server starts, leaves it to this class to
   * refuse malformed addresses. The server's own refusal says nothing.
   */
  public static final String SERVER_LEAVES_CHECKING = "vertx.disableURIValidation";

  /** As long as an address may be, in characters. The HTTP server takes more, to say so here. */
  static final int LONGEST_ADDRESS = 8 * 1024;

  /** As long as names and values of all headers may be together, in characters. */
  static final int LONGEST_HEADERS = 16 * 1024;

  /** Before authentication, CORS and all else but {@link RequestIds}. */
  private static final int FIRST = 900;

  private static final Pattern MATRIX_PARAMETER = Pattern.compile(";|%3[Bb]");

  private final ProblemSender problems;

  AddressCheck(ProblemSender problems) {
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext context) {
    refusal(context.request())
        .ifPresentOrElse(problem -> problems.send(problem, context.response()), context::next);
  }

  private static Optional<Problem> refusal(HttpServerRequest request) {
    String address = request.uri();
    if (address.length() > LONGEST_ADDRESS) {
      return Optional.of(
          ProblemType.ADDRESS_TOO_LONG.because(
              "An address may have at most %d characters.".formatted(LONGEST_ADDRESS)));
    }
    if (length(request) > LONGEST_HEADERS) {
      return Optional.of(
          ProblemType.HEADERS_TOO_LARGE.because(
              "Headers may have at most %d characters together.".formatted(LONGEST_HEADERS)));
    }
    return isWellFormed(address) && !MATRIX_PARAMETER.matcher(request.path()).find()
        ? Optional.empty()
        : Optional.of(ProblemType.MALFORMED_ADDRESS.problem());
  }

  /** Whether all is escaped that must be, and all escapes are whole. */
  static boolean isWellFormed(String address) {
    try {
      return new URI(address).getRawPath() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static long length(HttpServerRequest request) {
    long length = 0;
    for (Map.Entry<String, String> header : request.headers()) {
      length += header.getKey().length() + header.getValue().length();
    }
    return length;
  }
}
