package io.cinephile.bootstrap.server;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.recommendation.RecommendationStore;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready without Elasticsearch, nor without a generation to serve. */
@Readiness
class GenerationReadiness implements HealthCheck {
  private final RecommendationStore store;

  GenerationReadiness(RecommendationStore store) {
    this.store = store;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("generation");
    try {
      return store
          .serving()
          .map(generation -> response.up().withData("serving", generation.value()).build())
          .orElseGet(() -> response.down().withData("serving", "none yet").build());
    } catch (StoreUnavailableException e) {
      return response.down().withData("reason", "Elasticsearch does not answer").build();
    }
  }
}
