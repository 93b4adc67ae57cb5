package io.cinephile.adapters.rest;

import io.cinephile.application.ServingEvent;
import io.cinephile.application.ServingEvent.Content;
import io.cinephile.application.ServingEvent.Recommended;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/**
 * Notes what JAX-RS alone knows of an answer: the template of its address and what it holds. (Such
 * a filter is made while the server is built, when nothing that is configured can be had yet.)
 */
final class AnswerNotes {
  private static final String NOTE = AnswerNotes.class.getName();

  /** The entity is still there: the next may find that the caller has it already. */
  private static final int BEFORE_TAGS = Priorities.USER + 1;

  /**
   * What is known of an answer.
   *
   * @param route a template, or {@link ServingEvent#UNMATCHED}
   * @param content empty where it comes from no generation
   */
  record Note(String route, Optional<Content> content) {
    private static final Note NONE = new Note(ServingEvent.UNMATCHED, Optional.empty());

    /** What was noted of the answer to this request. */
    static Note of(RoutingContext request) {
      Note noted = request.get(NOTE);
      return noted == null ? NONE : noted;
    }
  }

  @ServerResponseFilter(priority = BEFORE_TAGS)
  public void note(ContainerResponseContext response) {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    note(request.unwrap(RoutingContext.class), request.getTarget(), response.getEntity());
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
