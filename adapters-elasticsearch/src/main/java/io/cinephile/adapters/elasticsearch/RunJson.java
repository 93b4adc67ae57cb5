package io.cinephile.adapters.elasticsearch;

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
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A training run as JSON, and back without loss. Durations are seconds, so that charts add up. */
final class RunJson {
  private static final double NANOS = 1e9;

  private RunJson() {}

  static ObjectNode of(TrainingRun run) {
    ObjectNode json =
        JsonTransport.JSON
            .createObjectNode()
            .put("id", run.id().value())
            .put("trigger", run.trigger().name())
            .put("dataset", run.dataset().value())
            .put("requested_at", run.requestedAt().toString())
            .put("state", run.state().name())
            .put("stage", run.progress().stage().name())
            .put("activity", run.progress().activity())
            .put("fraction", run.progress().fraction());
    json.set("parameters", FiguresJson.parameters(run.parameters()));
    ObjectNode seconds = json.putObject("seconds");
    run.durations().forEach((stage, took) -> seconds.put(field(stage), took.toNanos() / NANOS));
    Figures figures = run.figures();
    figures.data().ifPresent(data -> json.set("data", FiguresJson.data(data)));
    figures
        .dataQuality()
        .ifPresent(quality -> json.set("data_quality", FiguresJson.quality(quality)));
    figures
        .evaluation()
        .ifPresent(evaluation -> json.set("evaluation", FiguresJson.evaluation(evaluation)));
    figures.generation().ifPresent(generation -> json.put("generation", generation.value()));
    figures.published().ifPresent(counts -> json.set("published", FiguresJson.counts(counts)));
    run.finishedAt().ifPresent(time -> json.put("finished_at", time.toString()));
    run.error().ifPresent(error -> json.put("error", error));
    return json;
  }

  static TrainingRun read(JsonNode json) {
    return new TrainingRun(
        new RunId(json.path("id").asText()),
        Trigger.valueOf(json.path("trigger").asText()),
        new DatasetLocation(json.path("dataset").asText()),
        FiguresJson.parameters(json.path("parameters")),
        Instant.parse(json.path("requested_at").asText()),
        State.valueOf(json.path("state").asText()),
        new Progress(
            Stage.valueOf(json.path("stage").asText()),
            json.path("activity").asText(),
            json.path("fraction").asDouble()),
        durations(json.path("seconds")),
        new Figures(
            optional(json, "data", FiguresJson::data),
            optional(json, "data_quality", FiguresJson::quality),
            optional(json, "evaluation", FiguresJson::evaluation),
            optional(json, "generation", generation -> new GenerationId(generation.asText())),
            optional(json, "published", FiguresJson::counts)),
        optional(json, "finished_at", time -> Instant.parse(time.asText())),
        optional(json, "error", JsonNode::asText));
  }

  private static Map<Stage, Duration> durations(JsonNode seconds) {
    Map<Stage, Duration> durations = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      optional(seconds, field(stage), took -> Math.round(took.asDouble() * NANOS))
          .ifPresent(nanos -> durations.put(stage, Duration.ofNanos(nanos)));
    }
    return durations;
  }

  private static String field(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  private static <T> Optional<T> optional(
      JsonNode json, String field, Function<JsonNode, T> reader) {
    return json.hasNonNull(field) ? Optional.of(reader.apply(json.get(field))) : Optional.empty();
  }
}
