package io.cinephile.adapters.elasticsearch;

import static io.cinephile.adapters.elasticsearch.FiguresJson.optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingInputs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry of the registry as JSON, and back without loss. */
final class GenerationJson {
  private GenerationJson() {}

  static ObjectNode of(Generation generation) {
    TrainingInputs inputs = generation.inputs();
    ObjectNode json =
        JsonTransport.JSON
            .createObjectNode()
            .put("generation", generation.id().value())
            .put("run", generation.run().value())
            .put("created_at", generation.createdAt().toString())
            .put("suppressions", inputs.suppressions())
            .put("version", inputs.version())
            .put("forced", generation.forced());
    json.set("data", FiguresJson.data(inputs.data()));
    json.set("live_ratings", FiguresJson.liveRatings(inputs.liveRatings()));
    json.set("data_quality", FiguresJson.quality(generation.dataQuality()));
    json.set("parameters", FiguresJson.parameters(inputs.parameters()));
    json.set("evaluation", FiguresJson.evaluation(generation.evaluation()));
    generation
        .serving()
        .ifPresent(serving -> json.set("serving_evaluation", FiguresJson.evaluation(serving)));
    json.set("verdict", VerdictJson.of(generation.verdict()));
    generation.activatedAt().ifPresent(time -> json.put("activated_at", time.toString()));
    json.set("counts", FiguresJson.counts(generation.counts()));
    json.set("seconds", FiguresJson.durations(generation.durations()));
    ObjectNode versions = json.putObject("versions");
    generation.versions().forEach(versions::put);
    return json;
  }

  static Generation read(JsonNode json) {
    return new Generation(
        new GenerationId(json.path("generation").asText()),
        new RunId(json.path("run").asText()),
        Instant.parse(json.path("created_at").asText()),
        inputs(json),
        FiguresJson.quality(json.path("data_quality")),
        FiguresJson.evaluation(json.path("evaluation")),
        optional(json, "serving_evaluation", FiguresJson::evaluation),
        VerdictJson.read(json.path("verdict")),
        json.path("forced").asBoolean(),
        optional(json, "activated_at", time -> Instant.parse(time.asText())),
        FiguresJson.counts(json.path("counts")),
        FiguresJson.durations(json.path("seconds")),
        versions(json.path("versions")));
  }

  /** An entry that was written before there were live ratings learnt from none. */
  private static TrainingInputs inputs(JsonNode json) {
    return new TrainingInputs(
        FiguresJson.data(json.path("data")),
        optional(json, "live_ratings", FiguresJson::liveRatings).orElse(LiveRatingsIdentity.NONE),
        json.path("suppressions").asText(),
        FiguresJson.parameters(json.path("parameters")),
        json.path("version").asText());
  }

  private static Map<String, String> versions(JsonNode json) {
    Map<String, String> versions = new LinkedHashMap<>();
    json.properties()
        .forEach(version -> versions.put(version.getKey(), version.getValue().asText()));
    return versions;
  }
}
