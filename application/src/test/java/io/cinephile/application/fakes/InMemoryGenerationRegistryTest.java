package io.cinephile.application.fakes;

import io.cinephile.application.contracts.GenerationRegistryContract;
import io.cinephile.domain.recommendation.GenerationRegistry;

final class InMemoryGenerationRegistryTest extends GenerationRegistryContract {
  @Override
  protected GenerationRegistry emptyRegistry() {
    return new InMemoryGenerationRegistry();
  }
}
