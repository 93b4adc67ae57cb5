package io.cinephile.application.fakes;

import io.cinephile.application.contracts.RecommendationStoreContract;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;

final class InMemoryRecommendationStoreTest extends RecommendationStoreContract {
  private final InMemoryStore store = new InMemoryStore();

  @Override
  protected RecommendationStore emptyStore() {
    return store;
  }

  @Override
  protected void loseRating(GenerationId generation, Pseudonym viewer, MovieId movie) {
    store.loseRating(generation, viewer, movie);
  }

  @Override
  protected void loseRatings(GenerationId generation) {
    store.loseRatings(generation);
  }
}
