package io.cinephile.application.fakes;

import io.cinephile.application.contracts.KeyStatesContract;
import io.cinephile.domain.rotation.KeyStates;

final class InMemoryKeyStatesTest extends KeyStatesContract {
  private final KeyStates states = new InMemoryKeyStates();

  @Override
  protected KeyStates empty() {
    return states;
  }

  @Override
  protected KeyStates elsewhere() {
    return states;
  }
}
