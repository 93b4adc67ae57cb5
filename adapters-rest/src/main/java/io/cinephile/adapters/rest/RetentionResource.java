package io.cinephile.adapters.rest;

import io.cinephile.application.EnforceRetention;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** For how long data are kept. */
@Path(Api.ROOT + "/governance")
@Produces(MediaType.APPLICATION_JSON)
@Cache(noStore = true)
@Tag(name = Api.OVERSIGHT)
final class RetentionResource {
  private final EnforceRetention retention;
  private final AuditedCaller caller;

  RetentionResource(EnforceRetention retention, AuditedCaller caller) {
    this.retention = retention;
    this.caller = caller;
  }

  @GET
  @Path("/retention")
  @RolesAllowed({ApiKeys.ADMIN, ApiKeys.PRIVACY})
  @Operation(
      operationId = "readRetention",
      summary = "Tells for how long data are kept, and what would be removed now")
  @APIResponse(
      responseCode = "200",
      description = "The rules, and how much is older than they allow.",
      content =
          @Content(
              schema = @Schema(implementation = RetentionView.class),
              examples = @ExampleObject(name = "due", ref = Api.RETENTION)))
  public RetentionView due() {
    return RetentionView.of(false, retention.look());
  }

  @POST
  @Path("/retention-runs")
  @RolesAllowed(ApiKeys.ADMIN)
  @Operation(
      operationId = "enforceRetention",
      summary = "Removes what has been kept for long enough",
      description =
          "As the server does by itself once a day. It is put into the audit trail first. To ask"
              + " again does no harm.")
  @APIResponse(
      responseCode = "200",
      description = "What was removed, or would be.",
      content =
          @Content(
              schema = @Schema(implementation = RetentionView.class),
              examples = @ExampleObject(name = "due", ref = Api.RETENTION)))
  public RetentionView run(
      @Parameter(
              description = "Whether nothing is removed, and only counted.",
              schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"),
              example = "true")
          @QueryParam("dryRun")
          String dryRun) {
    return QueryText.truth("dryRun", dryRun)
        ? due()
        : RetentionView.of(true, retention.run(caller.actor()));
  }
}
