package io.cinephile.adapters.rest;

import io.cinephile.adapters.rest.AnswerNotes.Note;
import io.cinephile.application.RecordAnswers;
import io.cinephile.application.ServingEvent;
import io.cinephile.application.ServingEvent.Method;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Has each answer of the API recorded when it begins, whoever answers; of the request, nothing but
 * its method and the template of its address.
 */
@Singleton
final class AnswerEvents {
  private static final Logger LOG = Logger.getLogger(AnswerEvents.class);

  /** Behind the request's id and before all else that may answer. */
  private static final int SECOND_OF_ALL = 999;

  private final RecordAnswers answers;

  AnswerEvents(RecordAnswers answers) {
    this.answers = answers;
  }

  void register(@Observes Filters filters) {
    filters.register(this::watch, SECOND_OF_ALL);
  }

  void watch(RoutingContext request) {
    if (request.normalizedPath().startsWith(Api.ROOT)) {
      long arrived = System.nanoTime();
      request.addHeadersEndHandler(begun -> record(request, arrived));
    }
    request.next();
  }

  /** Whatever is wrong here, the answer is not to suffer from it. */
  private void record(RoutingContext request, long arrived) {
    try {
      Note note = Note.of(request);
      answers.record(
          at ->
              new ServingEvent(
                  at,
                  Method.of(request.request().method().name()),
                  note.route(),
                  request.response().getStatusCode(),
                  Duration.ofNanos(System.nanoTime() - arrived),
                  note.content()));
    } catch (RuntimeException e) {
      LOG.debug("An answer was not recorded.", e);
    }
  }
}
