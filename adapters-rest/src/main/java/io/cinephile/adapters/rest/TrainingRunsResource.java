package io.cinephile.adapters.rest;

import io.cinephile.application.RecordAction;
import io.cinephile.application.StartTraining;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns.Claim;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Retraining: begin it, see how it fares, and end it. For administrators. */
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
  private final RunEvents events;
  private final RecordAction audit;
  private final AuditedCaller caller;

  TrainingRunsResource(
      StartTraining startTraining,
      TrainingDefaults defaults,
      RunEvents events,
      RecordAction audit,
      AuditedCaller caller) {
    this.startTraining = startTraining;
    this.defaults = defaults;
    this.events = events;
    this.audit = audit;
    this.caller = caller;
  }

  @Schema(name = "TrainingRunList")
  record TrainingRunList(
      @Schema(description = "The newest first, without what remains.")
          List<TrainingRunView> runs) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(202)
  @Operation(
      operationId = "startTraining",
      summary = "Begins a training run",
      description =
          "Returns at once; follow the run at the address in Location, or its events. One run at a"
              + " time. What the body leaves out is as configured; without a body everything is.")
  @APIResponse(
      responseCode = "202",
      description = "The run has been queued.",
      headers =
          @Header(
              name = HttpHeaders.LOCATION,
              description = "Where to follow the run.",
              schema = @Schema(type = SchemaType.STRING, format = "uri-reference")),
      content =
          @Content(
              schema = @Schema(implementation = TrainingRunView.class),
              examples = @ExampleObject(name = "queued", ref = Api.QUEUED_RUN)))
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "409", ref = Api.ALREADY_RUNNING)
  @APIResponse(responseCode = "413", ref = Api.TOO_LARGE)
  @APIResponse(responseCode = "415", ref = Api.NOT_JSON)
  public RestResponse<TrainingRunView> start(
      @Parameter(ref = Api.FORCE) @QueryParam("force") @DefaultValue(Force.DEFAULT) Force force,
      @RequestBody(required = false, description = "What to do otherwise than configured.")
          TrainingRequest body) {
    TrainingRequest request = Optional.ofNullable(body).orElse(TrainingRequest.NOTHING_SPECIAL);
    DatasetLocation dataset = request.dataset(defaults.dataset());
    TrainingParameters parameters = request.parameters(defaults.parameters());
    record(
        AuditAction.TRAINING_STARTED,
        "dataset=%s force=%s".formatted(dataset.value(), force.value()));
    Claim claim = startTraining.start(Trigger.ADMIN, dataset, parameters, force.value());
    if (claim instanceof Claim.Granted granted) {
      return accepted(granted.run());
    }
    throw alreadyRunning(((Claim.Refused) claim).running());
  }

  @GET
  @Operation(operationId = "listTrainingRuns", summary = "Lists the latest training runs")
  @APIResponse(
      responseCode = "200",
      description = "The runs, the newest first.",
      content =
          @Content(
              schema = @Schema(implementation = TrainingRunList.class),
              examples = @ExampleObject(name = "runs", ref = Api.RUN_LIST)))
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  public TrainingRunList latest(
      @Parameter(ref = Api.LIMIT) @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return new TrainingRunList(
        startTraining.latest(limit.value()).stream()
            .map(run -> TrainingRunView.of(run, Optional.empty()))
            .toList());
  }

  @GET
  @Path("/{id}")
  @Operation(
      operationId = "findTrainingRun",
      summary = "Shows how a training run fares",
      description =
          "State, stage, activity and fraction of the stage; how long each finished stage took"
              + " (ISO 8601), and about how long the rest will take; the figures known so far, with"
              + " the verdict of the quality gate; the reason, if it did not succeed.")
  @APIResponse(
      responseCode = "200",
      description = "The run.",
      content =
          @Content(
              schema = @Schema(implementation = TrainingRunView.class),
              examples = @ExampleObject(name = "running", ref = Api.RUNNING_RUN)))
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public TrainingRunView find(@Parameter(ref = Api.RUN_ID) @PathParam("id") RunId id) {
    return view(known(startTraining.find(id)));
  }

  @DELETE
  @Path("/{id}")
  @ResponseStatus(202)
  @Operation(
      operationId = "cancelTraining",
      summary = "Ends a training run before its time",
      description =
          "A queued run is cancelled at once, one at work within five seconds, and what it has"
              + " written is removed; what is served stays. To ask again while it is ending changes"
              + " nothing. A run that is just being activated may succeed before the wish is seen.")
  @APIResponse(
      responseCode = "202",
      description = "The run has been cancelled, or is ending.",
      content =
          @Content(
              schema = @Schema(implementation = TrainingRunView.class),
              examples = @ExampleObject(name = "ending", ref = Api.ENDING_RUN)))
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  @APIResponse(responseCode = "409", ref = Api.RUN_OVER)
  public TrainingRunView cancel(@Parameter(ref = Api.RUN_ID) @PathParam("id") RunId id) {
    refuseIfOver(known(startTraining.find(id)));
    record(AuditAction.TRAINING_CANCELLED, "run=" + id);
    TrainingRun run = known(startTraining.cancel(id));
    if (run.state() != State.CANCELLED) {
      refuseIfOver(run);
    }
    return view(run);
  }

  @GET
  @Path("/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
  @ResponseHeader(name = "X-Accel-Buffering", value = "no")
  @Blocking
  @Operation(
      operationId = "watchTrainingRun",
      summary = "Tells how a training run fares, as it changes",
      description =
          "Server-sent events, as in `curl -N`: the run as it is at once and, at most twice a second,"
              + " whenever it has changed, as `progress`; the last event is called `ended`, and the"
              + " server closes the stream behind it. Each event's data is the run as JSON; ids"
              + " count from 1 in each stream. Comments every 15 seconds while nothing changes,"
              + " also during an outage of the store. If nobody has been at work on a run for 30"
              + " seconds although it is not over (its trainer was killed, and the next run will"
              + " record that), `ended` shows it as it is. A client that reconnects by itself, such"
              + " as EventSource, has to be closed at `ended`.")
  @APIResponse(
      responseCode = "200",
      description = "The events.",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = TrainingRunView.class),
              examples = @ExampleObject(name = "events", ref = Api.RUN_EVENTS)))
  @APIResponse(responseCode = "400", ref = Api.BAD_VALUE)
  @APIResponse(responseCode = "403", ref = Api.NOT_ALLOWED)
  @APIResponse(responseCode = "404", ref = Api.NOT_FOUND)
  public Multi<OutboundSseEvent> events(
      @Parameter(ref = Api.RUN_ID) @PathParam("id") RunId id,
      @Context Sse sse,
      @Context Request request) {
    RunId known = known(startTraining.find(id)).id();
    // Without a body there is no end to wait for.
    return HttpMethod.HEAD.equals(request.getMethod())
        ? Multi.createFrom().empty()
        : events.of(known, sse);
  }

  /** Before it is done. */
  private void record(AuditAction action, String payload) {
    audit.record(caller.actor(), action, Optional.empty(), payload);
  }

  private TrainingRunView view(TrainingRun run) {
    return TrainingRunView.of(run, startTraining.remaining(run));
  }

  private static TrainingRun known(Optional<TrainingRun> run) {
    return run.orElseThrow(() -> new ProblemException(ProblemType.UNKNOWN_TRAINING_RUN.problem()));
  }

  private RestResponse<TrainingRunView> accepted(TrainingRun run) {
    return RestResponse.ResponseBuilder.<TrainingRunView>create(RestResponse.Status.ACCEPTED)
        .header(HttpHeaders.LOCATION, address(run.id()))
        .entity(view(run))
        .build();
  }

  private static ProblemException alreadyRunning(RunId running) {
    return new ProblemException(
        ProblemType.TRAINING_ALREADY_RUNNING
            .because("One training run at a time; %s is at work.".formatted(running))
            .with("run", running)
            .with("link", address(running)));
  }

  private static void refuseIfOver(TrainingRun run) {
    if (run.state().isFinal()) {
      String state = JsonForm.word(run.state().name());
      throw new ProblemException(
          ProblemType.TRAINING_RUN_OVER
              .because("The training run %s has ended already: %s.".formatted(run.id(), state))
              .with("run", run.id())
              .with("state", state)
              .with("link", address(run.id())));
    }
  }

  /** Without host and scheme, which a proxy in front of the server may have changed. */
  private static String address(RunId run) {
    return PATH + "/" + run;
  }
}
