package io.cinephile.adapters.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives up on a body that has not arrived in time. The server's own timeout bounds the pause
 * between two bytes only, so that a body could take for ever and keep a thread.
 */
@Singleton
final class BodyDeadline {
  /** Behind {@link EdgeProblems}'s refusal of large bodies. */
  private static final int BEFORE_BODY_IS_READ = 5;

  private final Duration most;
  private final ProblemSender problems;

  BodyDeadline(
      @ConfigProperty(name = "quarkus.http.read-timeout") Duration most, ProblemSender problems) {
    this.most = most;
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    filters.register(this::watch, BEFORE_BODY_IS_READ);
  }

  private void watch(RoutingContext context) {
    if (announcesBody(context.request())) {
      long timer = context.vertx().setTimer(most.toMillis(), elapsed -> giveUp(context));
      context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
    }
    context.next();
  }

  private static boolean announcesBody(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
        || request.headers().contains("Transfer-Encoding");
  }

  private void giveUp(RoutingContext context) {
    if (context.request().isEnded() || context.response().headWritten()) {
      return;
    }
    context.response().putHeader("Connection", "close");
    problems
        .send(
            ProblemType.BODY_TOO_SLOW.because(
                "The body did not arrive within %d seconds.".formatted(most.toSeconds())),
            context.response())
        .onComplete(sent -> EdgeProblems.closeAfterTheBody(context));
  }
}
