package io.cinephile.application.fakes;

import io.cinephile.domain.rotation.KeyState;
import io.cinephile.domain.rotation.KeyStates;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps which key is in use in memory; passes the same contract suite as the real store. */
public final class InMemoryKeyStates implements KeyStates {
  private Optional<KeyState> kept = Optional.empty();

  @Override
  public synchronized Optional<KeyState> find() {
    return kept;
  }

  @Override
  public synchronized KeyState change(KeyState first, UnaryOperator<KeyState> change) {
    KeyState next = change.apply(kept.orElse(first));
    kept = Optional.of(next);
    return next;
  }
}
