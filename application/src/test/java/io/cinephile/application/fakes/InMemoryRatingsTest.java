package io.cinephile.application.fakes;

import io.cinephile.application.contracts.RatingsContract;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.recommendation.RecommendationStore;

final class InMemoryRatingsTest extends RatingsContract {
  private InMemoryStore store;

  @Override
  protected RecommendationStore emptyStore() {
    store = new InMemoryStore();
    return store;
  }

  @Override
  protected Ratings ratings() {
    return store;
  }
}
