package io.cinephile.adapters.rest;

import io.cinephile.application.StartTraining;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns.Claim;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Retraining: begin it, and see how it fares. For administrators. */
@Path(TrainingRunsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(ApiKeys.ADMIN)
@Cache(noStore = true)
@Tag(name = Api.TRAINING)
@SecurityRequirement(name = Api.BEARER_KEY)
@SecurityRequirement(name = Api.HEADER_KEY)
final class TrainingRunsResource {
  static final String PATH = Api.ROOT + "/admin/training-runs";

  private final StartTraining startTraining;
  private final TrainingDefaults defaults;

  TrainingRunsResource(StartTraining startTraining, TrainingDefaults defaults) {
    this.startTraining = startTraining;
    this.defaults = defaults;
  }

  @Schema(name = "TrainingRunList")
  record TrainingRunList(@Schema(description = "The newest first.") List<TrainingRun> runs) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(202)
  @Operation(
      operationId = "startTraining",
      summary = "Begins a training run",
      description =
          "Returns at once; follow the run at the address in Location. One run at a time. What the"
              + " body leaves out is as configured; without a body everything is.")
  @APIResponse(
      responseCode = "202",
      description = "The run has been queued.",
      headers =
          @Header(
              name = HttpHeaders.LOCATION,
              description = "Where to follow the run.",
              schema = @Schema(type = SchemaType.STRING, format = "uri-reference")),
      content = @Content(schema = @Schema(implementation = TrainingRun.class)))
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "409", ref = Api.ALREADY_RUNNING)
  @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
  @APIResponse(responseCode = "415", ref = Api.NOT_JSON)
  public RestResponse<TrainingRun> start(
      @RequestBody(required = false, description = "What to do otherwise than configured.")
          TrainingRequest body) {
    TrainingRequest request = Optional.ofNullable(body).orElse(TrainingRequest.NOTHING_SPECIAL);
    Claim claim =
        startTraining.start(
            Trigger.ADMIN,
            request.dataset(defaults.dataset()),
            request.parameters(defaults.parameters()));
    if (claim instanceof Claim.Granted granted) {
      return accepted(granted.run());
    }
    throw alreadyRunning(((Claim.Refused) claim).running());
  }

  @GET
  @Operation(operationId = "listTrainingRuns", summary = "Lists the latest training runs")
  @APIResponse(responseCode = "200", description = "The runs, the newest first.")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  public TrainingRunList latest(
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return new TrainingRunList(startTraining.latest(limit.value()));
  }

  @GET
  @Path("/{id}")
  @Operation(
      operationId = "findTrainingRun",
      summary = "Shows how a training run fares",
      description =
          "State, stage, activity and fraction of the stage; how long each finished stage took"
              + " (ISO 8601); the figures known so far; the error, if it failed.")
  @APIResponse(responseCode = "200", description = "The run.")
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public TrainingRun find(@Parameter(ref = Api.RUN_ID) @PathParam("id") RunId id) {
    return startTraining
        .find(id)
        .orElseThrow(() -> new ProblemException(ProblemType.UNKNOWN_TRAINING_RUN.problem()));
  }

  private static RestResponse<TrainingRun> accepted(TrainingRun run) {
    return RestResponse.ResponseBuilder.<TrainingRun>create(RestResponse.Status.ACCEPTED)
        .header(HttpHeaders.LOCATION, address(run.id()))
        .entity(run)
        .build();
  }

  private static ProblemException alreadyRunning(RunId running) {
    return new ProblemException(
        ProblemType.TRAINING_ALREADY_RUNNING
            .because("One training run at a time; %s is at work.".formatted(running))
            .with("run", running)
            .with("link", address(running)));
  }

  /** Without host and scheme, which a proxy in front of the server may have changed. */
  private static String address(RunId run) {
    return PATH + "/" + run;
  }
}
