package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.gate.Comparison;
import io.cinephile.domain.gate.Comparison.Measure;
import io.cinephile.domain.gate.Comparison.Reference;
import io.cinephile.domain.gate.Verdict;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.ArrayList;
import java.util.List;

/** A verdict of the gate as JSON, and back without loss. */
final class VerdictJson {
  private VerdictJson() {}

  static ObjectNode of(Verdict verdict) {
    ObjectNode json = JsonTransport.JSON.createObjectNode().put("passed", verdict.passed());
    verdict.serving().ifPresent(serving -> json.put("serving", serving.value()));
    ArrayNode comparisons = json.putArray("comparisons");
    verdict.comparisons().forEach(comparison -> comparisons.add(of(comparison)));
    json.set("remarks", FiguresJson.texts(verdict.remarks()));
    return json;
  }

  static Verdict read(JsonNode json) {
    List<Comparison> comparisons = new ArrayList<>();
    json.path("comparisons").forEach(comparison -> comparisons.add(comparison(comparison)));
    return new Verdict(
        json.path("passed").asBoolean(),
        FiguresJson.optional(json, "serving", serving -> new GenerationId(serving.asText())),
        comparisons,
        FiguresJson.texts(json.path("remarks")));
  }

  private static ObjectNode of(Comparison comparison) {
    return JsonTransport.JSON
        .createObjectNode()
        .put("measure", comparison.measure().name())
        .put("reference", comparison.reference().name())
        .put("candidate", comparison.candidate())
        .put("other", comparison.other())
        .put("gain", comparison.gain())
        .put("gain_low", comparison.gainLow())
        .put("gain_high", comparison.gainHigh())
        .put("acceptable", comparison.acceptable());
  }

  private static Comparison comparison(JsonNode json) {
    return new Comparison(
        Measure.valueOf(json.path("measure").asText()),
        Reference.valueOf(json.path("reference").asText()),
        json.path("candidate").asDouble(),
        json.path("other").asDouble(),
        json.path("gain").asDouble(),
        json.path("gain_low").asDouble(),
        json.path("gain_high").asDouble(),
        json.path("acceptable").asBoolean());
  }
}
