package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.training.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.elasticsearch.client.RestClient;

/**
 * Keeps a document for each generation that was published. Safe for use by several threads and
 * processes.
 */
public final class ElasticsearchGenerationRegistry implements GenerationRegistry {
  private final StandingIndex models;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   */
  public ElasticsearchGenerationRegistry(RestClient client, String prefix) {
    this.models = new StandingIndex(new JsonTransport(client), new IndexNames(prefix), "models");
  }

  /** Makes the index unless it is there; the first write would do so too. */
  public void prepare() {
    models.prepare();
  }

  @Override
  public void register(Generation generation) {
    models.put(generation.id().value(), "", json(generation));
  }

  @Override
  public Optional<Generation> find(GenerationId id) {
    return models.get(id.value()).map(answer -> read(answer.path("_source")));
  }

  @Override
  public List<Generation> latest(int limit) {
    return models
        .latest("generation", "created_at", limit)
        .map(ElasticsearchGenerationRegistry::read)
        .toList();
  }

  private static ObjectNode json(Generation generation) {
    ObjectNode json =
        JsonTransport.JSON
            .createObjectNode()
            .put("generation", generation.id().value())
            .put("run", generation.run().value())
            .put("created_at", generation.createdAt().toString());
    json.set("data", FiguresJson.data(generation.data()));
    json.set("data_quality", FiguresJson.quality(generation.dataQuality()));
    json.set("parameters", FiguresJson.parameters(generation.parameters()));
    json.set("evaluation", FiguresJson.evaluation(generation.evaluation()));
    json.set("counts", FiguresJson.counts(generation.counts()));
    return json;
  }

  private static Generation read(JsonNode json) {
    return new Generation(
        new GenerationId(json.path("generation").asText()),
        new RunId(json.path("run").asText()),
        Instant.parse(json.path("created_at").asText()),
        FiguresJson.data(json.path("data")),
        FiguresJson.quality(json.path("data_quality")),
        FiguresJson.parameters(json.path("parameters")),
        FiguresJson.evaluation(json.path("evaluation")),
        FiguresJson.counts(json.path("counts")));
  }
}
