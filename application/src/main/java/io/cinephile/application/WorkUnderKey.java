package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.privacy.SuppressionCopy;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rotation.KeyRefusedException;
import io.cinephile.domain.rotation.KeyRing;
import io.cinephile.domain.rotation.KeyState;
import io.cinephile.domain.rotation.KeyStates;
import io.cinephile.domain.rotation.PseudonymStore;
import io.cinephile.domain.rotation.PseudonymStore.Place;
import java.time.Clock;
import java.util.Optional;

/**
 * Lets a process make pseudonyms only under the key that all stored ones hang on, and keeps a
 * rotation from beginning while it is at work. Safe for use by several threads.
 */
public final class WorkUnderKey {
  private final KeyRing ring;
  private final KeyStates states;
  private final PseudonymStore store;
  private final SuppressionCopy copy;
  private final String process;
  private final Clock clock;
  private final KeyId own;

  /**
   * @param process names this process, unlike all others
   */
  public WorkUnderKey(
      KeyRing ring,
      KeyStates states,
      PseudonymStore store,
      SuppressionCopy copy,
      String process,
      Clock clock) {
    this.ring = ring;
    this.states = states;
    this.store = store;
    this.copy = copy;
    this.process = process;
    this.clock = clock;
    this.own = ring.current();
  }

  /**
   * Says that this process is at work for another {@link KeyState#LEASE}; to be repeated before
   * that is over.
   *
   * @throws KeyRefusedException if it must not be: a rotation has begun, or something that is
   *     stored hangs on another key, such as a restored copy
   * @throws StoreUnavailableException if the store does not answer
   */
  public void enter() {
    KeyState state = states.find().orElseGet(() -> KeyState.of(own));
    state.requireUse(own);
    requireOwnKey();
    states.change(KeyState.of(own), current -> current.entered(process, own, clock.instant()));
  }

  /** Says that this process is at work no longer. */
  public void leave() {
    states.change(KeyState.of(own), state -> state.left(process));
  }

  private void requireOwnKey() {
    requireOwnKey("suppressions in the home folder", copy.key());
    for (Place place : store.places()) {
      requireOwnKey(place.name(), place.key());
    }
  }

  private void requireOwnKey(String what, Optional<KeyId> key) {
    KeyId under = key.orElseGet(ring::first);
    if (!under.equals(own)) {
      throw new KeyRefusedException(
          "The place '%s' holds pseudonyms under the key %s, and not under the key %s that is in use: it was restored from a copy that is older than the last rotation. './cinephile pseudonyms rotate' brings it forward if the key is at hand; see docs/privacy/rotation.md."
              .formatted(what, under, own));
    }
  }
}
