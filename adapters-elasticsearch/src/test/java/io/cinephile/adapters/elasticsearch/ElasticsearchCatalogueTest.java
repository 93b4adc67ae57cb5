package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.CatalogueContract;
import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.recommendation.RecommendationStore;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchCatalogueTest extends CatalogueContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected RecommendationStore emptyStore() {
    return new ElasticsearchRecommendationStore(
        indices.client(), indices.prefix(), PublishingSettings.DEFAULT);
  }

  @Override
  protected Catalogue catalogue() {
    return new ElasticsearchCatalogue(indices.client(), indices.prefix(), CallPolicy.NONE);
  }
}
