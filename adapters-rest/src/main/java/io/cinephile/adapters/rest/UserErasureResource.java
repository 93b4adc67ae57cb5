package io.cinephile.adapters.rest;

import io.cinephile.application.EraseViewer;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.privacy.Receipt;
import io.cinephile.domain.rating.UserId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestResponse;

/** One user as a whole. No answer, problem or log line repeats the id in the address. */
@Path(Api.ROOT + "/users/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = Api.PRIVACY)
final class UserErasureResource {
  /** By then servers and store have usually done the rest. */
  private static final int SECONDS_UNTIL_COMPLETE = 5;

  private final EraseViewer eraseViewer;
  private final AuditedCaller audited;

  UserErasureResource(EraseViewer eraseViewer, AuditedCaller audited) {
    this.eraseViewer = eraseViewer;
    this.audited = audited;
  }

  @DELETE
  @Cache(noStore = true)
  @Operation(
      operationId = "eraseUser",
      summary = "Erases a user, known or not",
      description =
          "When this is answered nothing is left of the user in ratings, recommendations, learnt"
              + " vectors, consents and caches, in no generation that is stored, and nothing will be"
              + " stored or learnt of them any more. What remains to be done, mostly to have the"
              + " bytes of what was deleted leave the disk, is done by itself; ask again, or read the"
              + " receipt. It cannot be undone. To ask for it again changes nothing.")
  @APIResponse(responseCode = "200", description = "The erasure is complete.")
  @APIResponse(
      responseCode = "202",
      description = "Nothing can be read of the user any more; the rest is being done.")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  public RestResponse<ErasureView> erase(@Parameter(ref = Api.USER_ID) @PathParam("id") UserId id) {
    audited.wants(AuditAction.VIEWER_ERASED, id, "");
    Receipt receipt = eraseViewer.erase(id);
    ErasureView view = ErasureView.of(receipt);
    RestResponse.ResponseBuilder<ErasureView> answer =
        receipt.complete()
            ? RestResponse.ResponseBuilder.ok(view)
            : RestResponse.ResponseBuilder.<ErasureView>accepted(view)
                .header(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_COMPLETE);
    return answer.header(HttpHeaders.LOCATION, view.link()).build();
  }
}
