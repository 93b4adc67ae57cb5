package io.cinephile.application.fakes;

import io.cinephile.application.ServingEvents;
import io.cinephile.application.contracts.ServingEventsContract;

final class InMemoryServingEventsTest extends ServingEventsContract {
  @Override
  protected ServingEvents empty() {
    return new InMemoryServingEvents();
  }

  @Override
  protected void awaitKept(ServingEvents events, int count) {
    // They are kept at once.
  }
}
