package io.cinephile.application.fakes;

import io.cinephile.application.contracts.RandomErasuresContract;
import io.cinephile.application.fakes.SmallInstallation.Stores;
import java.util.stream.IntStream;

final class InMemoryRandomErasuresTest extends RandomErasuresContract {
  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @Override
  protected Stores empty(SettableClock clock) {
    return Stores.inMemory(clock);
  }

  @Override
  protected int viewers() {
    return 6;
  }

  @Override
  protected int actions() {
    return 25;
  }
}
