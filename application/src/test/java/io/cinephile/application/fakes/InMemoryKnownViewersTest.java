package io.cinephile.application.fakes;

import io.cinephile.application.contracts.KnownViewersContract;
import io.cinephile.domain.recommendation.KnownViewers;

final class InMemoryKnownViewersTest extends KnownViewersContract {
  @Override
  protected Ports empty() {
    InMemoryStore store = new InMemoryStore();
    InMemoryLiveRatings live = new InMemoryLiveRatings();
    return new Ports(store, live, KnownViewers.inTwoReadings(store, live));
  }
}
