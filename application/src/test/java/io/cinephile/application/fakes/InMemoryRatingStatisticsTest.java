package io.cinephile.application.fakes;

import io.cinephile.application.contracts.RatingStatisticsContract;
import io.cinephile.domain.rating.RatingStatistics;
import io.cinephile.domain.recommendation.RecommendationStore;

final class InMemoryRatingStatisticsTest extends RatingStatisticsContract {
  private InMemoryStore store;

  @Override
  protected RecommendationStore emptyStore() {
    store = new InMemoryStore();
    return store;
  }

  @Override
  protected RatingStatistics statistics() {
    return store;
  }
}
