package io.cinephile.adapters.rest;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Gives each answer of a generation its {@code ETag}, and leaves the body out where the caller has
 * it already. The tag is weak: it promises the same content, not the same bytes.
 */
final class GenerationTags {
  private static final Set<String> GET_OR_HEAD = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  @ServerResponseFilter
  public void tag(ContainerRequestContext request, ContainerResponseContext response) {
    boolean taggable =
        response.getEntity() instanceof GenerationAnswer answer
            && !answer.makeshift()
            && response.getStatus() == Response.Status.OK.getStatusCode()
            && GET_OR_HEAD.contains(request.getMethod());
    if (!taggable) {
      return;
    }
    EntityTag tag = tag((GenerationAnswer) response.getEntity());
    response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
    if (request.getRequest().evaluatePreconditions(tag) != null) {
      response.setStatusInfo(Response.Status.NOT_MODIFIED);
      response.setEntity(null);
    }
  }

  private static EntityTag tag(GenerationAnswer answer) {
    String generation = answer.generation().value();
    return new EntityTag(
        answer.revision().isEmpty() ? generation : generation + "-" + answer.revision(), true);
  }
}
