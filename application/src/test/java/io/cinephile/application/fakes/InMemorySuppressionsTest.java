package io.cinephile.application.fakes;

import io.cinephile.application.contracts.SuppressionsContract;
import io.cinephile.domain.privacy.Suppressions;

final class InMemorySuppressionsTest extends SuppressionsContract {
  private final Suppressions suppressions = new InMemorySuppressions();

  @Override
  protected Suppressions empty() {
    return suppressions;
  }

  @Override
  protected Suppressions elsewhere() {
    return suppressions;
  }
}
