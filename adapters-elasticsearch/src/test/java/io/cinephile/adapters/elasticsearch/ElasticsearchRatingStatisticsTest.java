package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.RatingStatisticsContract;
import io.cinephile.domain.rating.RatingStatistics;
import io.cinephile.domain.recommendation.RecommendationStore;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchRatingStatisticsTest extends RatingStatisticsContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected RecommendationStore emptyStore() {
    return new ElasticsearchRecommendationStore(
        indices.client(), indices.prefix(), PublishingSettings.DEFAULT);
  }

  @Override
  protected RatingStatistics statistics() {
    return new ElasticsearchRatingStatistics(indices.client(), indices.prefix(), CallPolicy.NONE);
  }
}
