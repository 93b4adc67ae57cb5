package io.cinephile.adapters.elasticsearch;

import static io.cinephile.adapters.elasticsearch.FiguresJson.optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Figures;
import io.cinephile.domain.training.TrainingRun.Progress;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.time.Instant;

/** A training run as JSON, and back without loss. */
final class RunJson {
  private RunJson() {}

  static ObjectNode of(TrainingRun run) {
    Progress progress = run.progress();
    ObjectNode json =
        JsonTransport.JSON
            .createObjectNode()
            .put("id", run.id().value())
            .put("trigger", run.trigger().name())
            .put("dataset", run.dataset().value())
            .put("forced", run.forced())
            .put("requested_at", run.requestedAt().toString())
            .put("state", run.state().name())
            .put("cancel_wanted", run.cancelWanted())
            .put("stage", progress.stage().name())
            .put("stage_since", progress.since().toString())
            .put("activity", progress.activity())
            .put("fraction", progress.fraction());
    json.set("parameters", FiguresJson.parameters(run.parameters()));
    json.set("seconds", FiguresJson.durations(run.durations()));
    figures(run.figures(), json);
    run.finishedAt().ifPresent(time -> json.put("finished_at", time.toString()));
    run.reason().ifPresent(reason -> json.put("reason", reason));
    json.set("log", FiguresJson.texts(run.log()));
    return json;
  }

  private static void figures(Figures figures, ObjectNode json) {
    figures.data().ifPresent(data -> json.set("data", FiguresJson.data(data)));
    figures
        .dataQuality()
        .ifPresent(quality -> json.set("data_quality", FiguresJson.quality(quality)));
    figures
        .evaluation()
        .ifPresent(evaluation -> json.set("evaluation", FiguresJson.evaluation(evaluation)));
    figures.verdict().ifPresent(verdict -> json.set("verdict", VerdictJson.of(verdict)));
    figures.generation().ifPresent(generation -> json.put("generation", generation.value()));
    figures.published().ifPresent(counts -> json.set("published", FiguresJson.counts(counts)));
  }

  static TrainingRun read(JsonNode json) {
    return new TrainingRun(
        new RunId(json.path("id").asText()),
        Trigger.valueOf(json.path("trigger").asText()),
        new DatasetLocation(json.path("dataset").asText()),
        FiguresJson.parameters(json.path("parameters")),
        json.path("forced").asBoolean(),
        Instant.parse(json.path("requested_at").asText()),
        State.valueOf(json.path("state").asText()),
        json.path("cancel_wanted").asBoolean(),
        progress(json),
        FiguresJson.durations(json.path("seconds")),
        figures(json),
        optional(json, "finished_at", time -> Instant.parse(time.asText())),
        optional(json, "reason", JsonNode::asText),
        FiguresJson.texts(json.path("log")));
  }

  /** The first releases did not tell when a stage had begun. */
  private static Progress progress(JsonNode json) {
    return new Progress(
        Stage.valueOf(json.path("stage").asText()),
        Instant.parse(json.path(json.has("stage_since") ? "stage_since" : "requested_at").asText()),
        json.path("activity").asText(),
        json.path("fraction").asDouble());
  }

  private static Figures figures(JsonNode json) {
    return new Figures(
        optional(json, "data", FiguresJson::data),
        optional(json, "data_quality", FiguresJson::quality),
        optional(json, "evaluation", FiguresJson::evaluation),
        optional(json, "verdict", VerdictJson::read),
        optional(json, "generation", generation -> new GenerationId(generation.asText())),
        optional(json, "published", FiguresJson::counts));
  }
}
