package io.cinephile.adapters.rest;

import io.cinephile.application.DecideOnData;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.rating.UserId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/**
 * Whether one user's data are stored and nothing else. No answer, problem or log line repeats the
 * id in the address.
 */
@Path(Api.ROOT + "/users/{id}/restriction")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = Api.PRIVACY)
final class UserRestrictionResource {
  private final DecideOnData decideOnData;
  private final AuditedCaller audited;

  UserRestrictionResource(DecideOnData decideOnData, AuditedCaller audited) {
    this.decideOnData = decideOnData;
    this.audited = audited;
  }

  @PUT
  @Cache(noStore = true)
  @Operation(
      operationId = "restrictUser",
      summary = "Has nothing be done with a user's data but to store them",
      description =
          "GDPR Article 18. The user gets popular movies, ratings can be read and not be changed,"
              + " and the next training run leaves the user out. Whoever is restricted already"
              + " stays so.")
  @APIResponse(responseCode = "200", description = "How the use for each purpose stands now.")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "410", ref = Api.ERASED)
  public ConsentsView restrict(@Parameter(ref = Api.USER_ID) @PathParam("id") UserId id) {
    audited.wants(AuditAction.RESTRICTION_CHANGED, id, "restricted=true");
    return ConsentsView.of(decideOnData.restrict(id));
  }

  @DELETE
  @Operation(
      operationId = "liftRestriction",
      summary = "Ends the restriction of a user's data",
      description = "What the user decided before counts again. Where there is none, none is left.")
  @APIResponse(responseCode = "204", description = "The user's data are not restricted.")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "410", ref = Api.ERASED)
  public void lift(@Parameter(ref = Api.USER_ID) @PathParam("id") UserId id) {
    audited.wants(AuditAction.RESTRICTION_CHANGED, id, "restricted=false");
    decideOnData.liftRestriction(id);
  }
}
