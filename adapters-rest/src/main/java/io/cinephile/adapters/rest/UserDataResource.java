package io.cinephile.adapters.rest;

import io.cinephile.application.ExportData;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.rating.UserId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** All that is kept of one user. No problem or log line repeats the id in the address. */
@Path(Api.ROOT + "/users/{id}/data")
@Tag(name = Api.PRIVACY)
final class UserDataResource {
  private final ExportData exportData;
  private final AuditedCaller audited;

  UserDataResource(ExportData exportData, AuditedCaller audited) {
    this.exportData = exportData;
    this.audited = audited;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PersonalDataArchive.ZIP})
  @Cache(noStore = true)
  @Operation(
      operationId = "exportData",
      summary = "Hands out all that is kept of a user",
      description =
          "GDPR Articles 15 and 20: what the user told, what the service saw, and what was made of"
              + " it, with where it comes from and how long it is kept. Tables in a .zip with"
              + " `Accept: application/zip`. Of somebody unknown the parts are empty.")
  @APIResponse(
      responseCode = "200",
      description = "The user's data.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = PersonalDataView.class)),
        @Content(
            mediaType = PersonalDataArchive.ZIP,
            schema =
                @Schema(
                    type = SchemaType.STRING,
                    format = "binary",
                    examples = "README.txt, ratings.csv, decisions.csv, …"))
      })
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  public PersonalDataView export(@Parameter(ref = Api.USER_ID) @PathParam("id") UserId id) {
    audited.wants(AuditAction.DATA_EXPORTED, id, "");
    return PersonalDataView.of(exportData.export(id));
  }
}
