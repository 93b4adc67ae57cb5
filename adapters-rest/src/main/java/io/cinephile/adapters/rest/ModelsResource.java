package io.cinephile.adapters.rest;

import io.cinephile.application.ActivateGeneration;
import io.cinephile.application.ActivateGeneration.Activation;
import io.cinephile.application.BrowseGenerations;
import io.cinephile.application.BrowseGenerations.Registered;
import io.cinephile.application.BrowseGenerations.Standing;
import io.cinephile.application.RecordAction;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.recommendation.GenerationId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** The registry of generations: what they are like, and which one is served. For administrators. */
@Path(Api.ROOT + "/admin/models")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(ApiKeys.ADMIN)
@Cache(noStore = true)
@Tag(name = Api.MODELS)
@SecurityRequirement(name = Api.BEARER_KEY)
@SecurityRequirement(name = Api.HEADER_KEY)
final class ModelsResource {
  private final BrowseGenerations browseGenerations;
  private final ActivateGeneration activateGeneration;
  private final RecordAction audit;
  private final AuditedCaller caller;

  ModelsResource(
      BrowseGenerations browseGenerations,
      ActivateGeneration activateGeneration,
      RecordAction audit,
      AuditedCaller caller) {
    this.browseGenerations = browseGenerations;
    this.activateGeneration = activateGeneration;
    this.audit = audit;
    this.caller = caller;
  }

  @Schema(name = "ModelList")
  record ModelList(@Schema(description = "The newest first.") List<ModelSummary> models) {}

  @GET
  @Operation(
      operationId = "listModels",
      summary = "Lists the latest models",
      description = "Those that have been removed, too: their entries stay in the registry.")
  @APIResponse(
      responseCode = "200",
      description = "The models, the newest first.",
      content =
          @Content(
              schema = @Schema(implementation = ModelList.class),
              examples = @ExampleObject(name = "models", ref = Api.MODEL_LIST)))
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  public ModelList latest(
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return new ModelList(
        browseGenerations.latest(limit.value()).stream().map(ModelSummary::of).toList());
  }

  @GET
  @Path("/{generation}")
  @Operation(
      operationId = "findModel",
      summary = "Shows all that is known of a model",
      description =
          "Inputs with their hashes, figures beside those of what was served then and of what costs"
              + " nothing, the verdict of the quality gate, durations and versions.")
  @APIResponse(
      responseCode = "200",
      description = "The model.",
      content =
          @Content(
              schema = @Schema(implementation = ModelView.class),
              examples = @ExampleObject(name = "model", ref = Api.MODEL)))
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public ModelView find(
      @Parameter(ref = Api.GENERATION) @PathParam("generation") GenerationId generation) {
    return ModelView.of(known(generation));
  }

  @GET
  @Path("/{generation}/card")
  @Produces({MediaType.APPLICATION_JSON, ModelCardDocument.MARKDOWN})
  @Operation(
      operationId = "modelCard",
      summary = "Shows the card of a model",
      description =
          "What somebody should know of a model before relying on it (Mitchell et al., \"Model cards"
              + " for model reporting\", 2019). A document with `Accept: text/markdown`.")
  @APIResponse(
      responseCode = "200",
      description = "The card.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ModelCardView.class),
            examples = @ExampleObject(name = "card", ref = Api.MODEL_CARD)),
        @Content(
            mediaType = ModelCardDocument.MARKDOWN,
            schema = @Schema(implementation = String.class),
            examples = @ExampleObject(name = "document", ref = Api.MODEL_CARD_TEXT))
      })
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public ModelCardView card(
      @Parameter(ref = Api.GENERATION) @PathParam("generation") GenerationId generation) {
    return ModelCardView.of(known(generation));
  }

  @POST
  @Path("/{generation}/activate")
  @Operation(
      operationId = "activateModel",
      summary = "Has a model serve from now on",
      description =
          "Back to an older one, or forward to one that the quality gate refused, which takes"
              + " force=true and is recorded. One atomic step: on all servers within a second, a"
              + " request is answered by the one or by the other. What is served already stays.")
  @APIResponse(
      responseCode = "200",
      description = "The model, which is served now.",
      content =
          @Content(
              schema = @Schema(implementation = ModelView.class),
              examples = @ExampleObject(name = "model", ref = Api.MODEL)))
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  @APIResponse(responseCode = "409", ref = Api.NOT_ACTIVATED)
  public ModelView activate(
      @Parameter(ref = Api.GENERATION) @PathParam("generation") GenerationId generation,
      @Parameter(ref = Api.FORCE) @QueryParam("force") @DefaultValue(Force.DEFAULT) Force force) {
    known(generation);
    audit.record(
        caller.actor(),
        AuditAction.GENERATION_ACTIVATED,
        Optional.empty(),
        "generation=%s force=%s".formatted(generation, force.value()));
    Activation activation = activateGeneration.activate(generation, force.value());
    if (activation instanceof Activation.Activated activated) {
      return ModelView.of(new Registered(activated.generation(), Standing.SERVING));
    }
    if (activation instanceof Activation.Refused refused) {
      throw refused(refused);
    }
    if (activation instanceof Activation.Incomplete incomplete) {
      throw new ProblemException(ProblemType.GENERATION_INCOMPLETE.because(incomplete.lack()));
    }
    throw unknown();
  }

  private Registered known(GenerationId generation) {
    return browseGenerations.find(generation).orElseThrow(ModelsResource::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(ProblemType.UNKNOWN_GENERATION.problem());
  }

  private static ProblemException refused(Activation.Refused refused) {
    return new ProblemException(
        ProblemType.GENERATION_REFUSED.problem().with("reasons", refused.reasons()));
  }
}
