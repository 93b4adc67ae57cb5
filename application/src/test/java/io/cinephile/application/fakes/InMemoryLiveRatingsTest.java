package io.cinephile.application.fakes;

import io.cinephile.application.contracts.LiveRatingsContract;
import io.cinephile.domain.rating.LiveRatings;

final class InMemoryLiveRatingsTest extends LiveRatingsContract {
  private final LiveRatings ratings = new InMemoryLiveRatings();

  @Override
  protected LiveRatings empty() {
    return ratings;
  }

  @Override
  protected LiveRatings elsewhere() {
    return ratings;
  }
}
