package io.cinephile.application.fakes;

import io.cinephile.application.contracts.RecommendationStoreContract;
import io.cinephile.domain.recommendation.RecommendationStore;

final class InMemoryRecommendationStoreTest extends RecommendationStoreContract {
  @Override
  protected RecommendationStore emptyStore() {
    return new InMemoryStore();
  }
}
