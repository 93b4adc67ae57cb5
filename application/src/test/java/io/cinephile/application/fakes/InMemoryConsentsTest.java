package io.cinephile.application.fakes;

import io.cinephile.application.contracts.ConsentsContract;
import io.cinephile.domain.privacy.Consents;

final class InMemoryConsentsTest extends ConsentsContract {
  private final Consents consents = new InMemoryConsents();

  @Override
  protected Consents empty() {
    return consents;
  }

  @Override
  protected Consents elsewhere() {
    return consents;
  }
}
