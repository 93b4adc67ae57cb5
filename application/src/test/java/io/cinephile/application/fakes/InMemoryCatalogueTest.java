package io.cinephile.application.fakes;

import io.cinephile.application.contracts.CatalogueContract;
import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.recommendation.RecommendationStore;

final class InMemoryCatalogueTest extends CatalogueContract {
  private InMemoryStore store;

  @Override
  protected RecommendationStore emptyStore() {
    store = new InMemoryStore();
    return store;
  }

  @Override
  protected Catalogue catalogue() {
    return store;
  }
}
