package io.cinephile.adapters.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Gives each answer of a generation its {@code ETag}, and leaves the body out where the caller has
 * it already. The tag is weak: it promises the same content, not the same bytes.
 */
final class GenerationTags {

  @ServerResponseFilter
  public void tag(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(response.getEntity() instanceof GenerationAnswer answer)) {
      return;
    }
    EntityTag tag = new EntityTag(answer.generation().value(), true);
    response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
    if (request.getRequest().evaluatePreconditions(tag) != null) {
      response.setStatusInfo(Response.Status.NOT_MODIFIED);
      response.setEntity(null);
    }
  }
}
