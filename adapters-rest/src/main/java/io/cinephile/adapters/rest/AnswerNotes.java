package io.cinephile.adapters.rest;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * Leaves what JAX-RS knows of an answer for {@link AnswerEvents}. Quarkus makes filters before
 * there is any configuration, so it must need nobody who reads some.
 */
@Singleton
final class AnswerNotes {
  /** The entity is still there: the next may find that the caller has it already. */
  private static final int BEFORE_TAGS = Priorities.USER + 1;

  @ServerResponseFilter(priority = BEFORE_TAGS)
  public void note(ContainerResponseContext response) {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    AnswerEvents.note(
        request.unwrap(RoutingContext.class), request.getTarget(), response.getEntity());
  }
}
