package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.RatingsContract;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.recommendation.RecommendationStore;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchRatingsTest extends RatingsContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected RecommendationStore emptyStore() {
    return new ElasticsearchRecommendationStore(
        indices.client(), indices.prefix(), PublishingSettings.DEFAULT);
  }

  @Override
  protected Ratings ratings() {
    return new ElasticsearchRatings(indices.client(), indices.prefix(), CallPolicy.NONE);
  }
}
