package io.cinephile.adapters.elasticsearch;

import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
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
    models.put(generation.id().value(), "", GenerationJson.of(generation));
  }

  @Override
  public Optional<Generation> find(GenerationId id) {
    return models.get(id.value()).map(answer -> GenerationJson.read(answer.path("_source")));
  }

  @Override
  public List<Generation> latest(int limit) {
    return models.latest("generation", "created_at", limit).map(GenerationJson::read).toList();
  }
}
