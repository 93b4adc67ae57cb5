package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.GenerationRegistryContract;
import io.cinephile.domain.recommendation.GenerationRegistry;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchGenerationRegistryTest extends GenerationRegistryContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected GenerationRegistry emptyRegistry() {
    return new ElasticsearchGenerationRegistry(indices.client(), indices.prefix());
  }
}
