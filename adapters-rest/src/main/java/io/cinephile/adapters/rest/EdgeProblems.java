package io.cinephile.adapters.rest;

import io.quarkus.security.ForbiddenException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Problems for what the HTTP server would answer without a word, before or after JAX-RS had its
 * turn: bodies that announce themselves as too large, addresses at which nobody answers, and
 * failures of other routes.
 */
@Singleton
final class EdgeProblems {
  private static final Logger LOG = Logger.getLogger(EdgeProblems.class);

  /** Behind authentication and before the server's own check. */
  private static final int BEFORE_BODY_IS_READ = 10;

  /** How long a body that nobody wants may go on. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** Before Quarkus's own handler, which would log the address. */
  private static final int BEFORE_LAST = Integer.MAX_VALUE - 1;

  private final ProblemSender problems;

  EdgeProblems(ProblemSender problems) {
    this.problems = problems;
  }

  void refuseLargeBodies(@Observes Filters filters) {
    filters.register(this::refuseLargeBody, BEFORE_BODY_IS_READ);
  }

  void answerLast(@Observes Router router) {
    router.errorHandler(400, this::answerBeforeAnyRoute);
    router.route().order(BEFORE_LAST).failureHandler(this::answerFailure);
    router.route().order(Integer.MAX_VALUE).handler(this::answerUnknownAddress);
  }

  private void refuseLargeBody(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (announcedBytes(request) <= BodyLimit.MOST_BYTES) {
      context.next();
      return;
    }
    context.response().putHeader("Connection", "close");
    problems
        .send(BodyLimit.problem(), context.response())
        .onComplete(sent -> closeAfterTheBody(context));
  }

  /**
   * Who is still sending reads the answer only afterwards, and not at all if the connection is
   * reset meanwhile: RFC 9112, section 9.6.
   */
  static void closeAfterTheBody(RoutingContext context) {
    HttpServerRequest request = context.request();
    context.vertx().setTimer(LINGER.toMillis(), elapsed -> request.connection().close());
    request.endHandler(end -> request.connection().close()).handler(ignored -> {}).resume();
  }

  /** The server has refused a length that is not a number before. */
  private static long announcedBytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }

  private void answerFailure(RoutingContext context) {
    if (context.response().ended() || context.response().closed()) {
      LOG.debug("A request failed after its answer or its caller had gone.", context.failure());
      return;
    }
    problems.send(problem(context), context.response());
  }

  /** The router decodes the path to find a route, and fails where it cannot. */
  private void answerBeforeAnyRoute(RoutingContext context) {
    if (!context.response().ended()) {
      RequestIds.give(context);
      problems.send(
          AddressCheck.isWellFormed(context.request().uri())
              ? Problem.ofStatus(400)
              : ProblemType.MALFORMED_ADDRESS.problem(),
          context.response());
    }
  }

  private static Problem problem(RoutingContext context) {
    if (context.failure() instanceof ForbiddenException) {
      return AccessPolicies.missingRole(context)
          .map(EdgeProblems::lackOf)
          .orElseGet(ProblemType.FORBIDDEN::problem);
    }
    return context.statusCode() < 500 && context.statusCode() >= 400
        ? Problem.ofStatus(context.statusCode())
        : Problem.unexpected(context.failure(), "no resource");
  }

  private static Problem lackOf(String role) {
    return ProblemType.FORBIDDEN
        .because("This needs the role '%s', which the caller does not have.".formatted(role))
        .with("role", role);
  }

  private void answerUnknownAddress(RoutingContext context) {
    problems.send(ProblemType.NO_SUCH_RESOURCE.problem(), context.response());
  }
}
