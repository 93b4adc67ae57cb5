package io.cinephile.adapters.rest;

import io.cinephile.application.EraseViewer;
import io.cinephile.domain.privacy.ReceiptId;
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

/** The proof that users were erased. */
@Path(ErasuresResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = Api.PRIVACY)
final class ErasuresResource {
  static final String PATH = Api.ROOT + "/governance/erasures";
  private static final String PEM = "application/x-pem-file";

  private final EraseViewer eraseViewer;

  ErasuresResource(EraseViewer eraseViewer) {
    this.eraseViewer = eraseViewer;
  }

  @GET
  @Path("/{receipt}")
  @Cache(noStore = true)
  @Operation(
      operationId = "readErasure",
      summary = "Tells how far an erasure is, by a signed receipt",
      description =
          "The receipt says what was deleted where and what remains, and in time names the"
              + " generation that was trained without the user. Open to services and to whoever is"
              + " in charge of privacy.")
  @APIResponse(responseCode = "200", description = "The receipt as it stands now.")
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public ErasureView erasure(
      @Parameter(ref = Api.RECEIPT) @PathParam("receipt") ReceiptId receipt) {
    return eraseViewer
        .find(receipt)
        .map(ErasureView::of)
        .orElseThrow(() -> new ProblemException(ProblemType.UNKNOWN_RECEIPT.problem()));
  }

  @GET
  @Path("/key")
  @Produces(PEM)
  @Operation(
      operationId = "readReceiptKey",
      summary = "Hands out the public key that receipts are verified by",
      description = "As PEM, a SubjectPublicKeyInfo.")
  @APIResponse(
      responseCode = "200",
      description = "The key.",
      content =
          @Content(
              mediaType = PEM,
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      examples =
                          "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n")))
  public String key() {
    return eraseViewer.publicKey();
  }
}
