package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.KnownViewersContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchKnownViewersTest extends KnownViewersContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected Ports empty() {
    return new Ports(
        new ElasticsearchRecommendationStore(
            indices.client(), indices.prefix(), PublishingSettings.DEFAULT),
        new ElasticsearchLiveRatings(indices.client(), indices.prefix()),
        new ElasticsearchKnownViewers(indices.client(), indices.prefix(), CallPolicy.NONE));
  }
}
