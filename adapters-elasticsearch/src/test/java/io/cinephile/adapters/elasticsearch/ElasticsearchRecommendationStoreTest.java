package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.RecommendationStoreContract;
import io.cinephile.domain.recommendation.RecommendationStore;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchRecommendationStoreTest extends RecommendationStoreContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected RecommendationStore emptyStore() {
    return new ElasticsearchRecommendationStore(
        indices.client(), indices.prefix(), PublishingSettings.DEFAULT);
  }
}
