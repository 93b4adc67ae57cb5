package io.cinephile.adapters.rest;

import io.cinephile.application.RecordAnswers;
import io.cinephile.application.ServingEvent;
import io.cinephile.application.ServingEvent.Content;
import io.cinephile.application.ServingEvent.Method;
import io.cinephile.application.ServingEvent.Recommended;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/**
 * Has each answer of the API recorded when it begins, and of the request nothing but its method and
 * the template of its address. The server's side knows when it came and what became of it, whoever
 * answered; JAX-RS, where it gets that far, which template it was and what the answer holds.
 */
@Singleton
final class AnswerEvents {
  private static final Logger LOG = Logger.getLogger(AnswerEvents.class);
  private static final String NOTE = AnswerEvents.class.getName();

  /** Behind the request's id and before all else that may answer. */
  private static final int SECOND_OF_ALL = 999;

  private final RecordAnswers answers;

  AnswerEvents(RecordAnswers answers) {
    this.answers = answers;
  }

  /**
   * What JAX-RS knows of an answer.
   *
   * @param content empty where it comes from no generation
   */
  private record Note(String route, Optional<Content> content) {
    static final Note NONE = new Note(ServingEvent.UNMATCHED, Optional.empty());
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
      Note note = Optional.<Note>ofNullable(request.get(NOTE)).orElse(Note.NONE);
      answers.record(
          at ->
              new ServingEvent(
                  at,
                  Method.of(request.request().method().name()),
                  note.route,
                  request.response().getStatusCode(),
                  Duration.ofNanos(System.nanoTime() - arrived),
                  note.content));
    } catch (RuntimeException e) {
      LOG.debug("An answer was not recorded.", e);
    }
  }

  static void note(RoutingContext request, RuntimeResource target, Object entity) {
    request.put(NOTE, new Note(route(target), content(entity)));
  }

  /** A resource's own address has a slash at the end here, and nowhere else. */
  private static String route(RuntimeResource target) {
    if (target == null) {
      return ServingEvent.UNMATCHED;
    }
    String own = target.getPath().template;
    return target.getClassPath().template + (own.equals("/") ? "" : own);
  }

  private static Optional<Content> content(Object entity) {
    if (entity instanceof RecommendationsAnswer answer) {
      return Optional.of(
          new Content(
              answer.generation(),
              Optional.of(recommended(answer.recommendations())),
              entity instanceof GenerationAnswer taggable && taggable.makeshift()));
    }
    return entity instanceof GenerationAnswer answer
        ? Optional.of(new Content(answer.generation(), Optional.empty(), answer.makeshift()))
        : Optional.empty();
  }

  private static Recommended recommended(List<RecommendationView> recommendations) {
    return new Recommended(
        recommendations.size(),
        recommendations.stream().map(RecommendationView::source).collect(Collectors.toSet()));
  }
}
