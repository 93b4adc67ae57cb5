package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.RecommendationStoreContract;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchRecommendationStoreTest extends RecommendationStoreContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected RecommendationStore emptyStore() {
    return new ElasticsearchRecommendationStore(
        indices.client(), indices.prefix(), PublishingSettings.DEFAULT);
  }

  @Override
  protected void loseRating(GenerationId generation, Pseudonym viewer, MovieId movie) {
    String document = "/_doc/%s-%s?refresh=true".formatted(viewer.value(), movie);
    indices.transport().call("DELETE", ratings(generation) + document);
  }

  @Override
  protected void loseRatings(GenerationId generation) {
    indices.transport().call("DELETE", ratings(generation));
  }

  private String ratings(GenerationId generation) {
    return "/" + indices.names().of(GenerationIndex.RATINGS, generation);
  }
}
