package io.cinephile.application.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rotation.KeyState;
import io.cinephile.domain.rotation.KeyStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of the key in use has to do. */
public abstract class KeyStatesContract {
  private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final KeyId KEY = new KeyId("00000001");
  private static final KeyId NEXT = new KeyId("00000002");
  private static final KeyState FIRST = KeyState.of(KEY);

  private KeyStates states;

  /** States of which nothing is kept yet. */
  protected abstract KeyStates empty();

  /** The same states as another process sees them. */
  protected abstract KeyStates elsewhere();

  @BeforeEach
  final void startEmpty() {
    states = empty();
  }

  @Test
  void knowsNothingAtFirst() {
    assertThat(states.find()).isEmpty();
  }

  @Test
  void keepsAllForEveryReader() {
    KeyState servers = FIRST.entered("a", KEY, TIME).entered("b", KEY, TIME.plusMillis(1));
    assertThat(states.change(FIRST, state -> servers)).isEqualTo(servers);
    assertThat(elsewhere().find()).contains(servers);

    KeyState rotation = FIRST.rotating(NEXT, "r", TIME);
    states.change(FIRST, state -> rotation);
    assertThat(elsewhere().find()).contains(rotation);

    states.change(FIRST, KeyState::rotated);
    assertThat(elsewhere().find()).contains(KeyState.of(NEXT));
  }

  @Test
  void changesNothingWhereTheChangeIsRefused() {
    states.change(FIRST, state -> state.entered("a", KEY, TIME));
    assertThatThrownBy(() -> states.change(FIRST, state -> state.rotating(NEXT, "r", TIME)))
        .hasMessageContaining("server");
    assertThat(states.find()).contains(FIRST.entered("a", KEY, TIME));
  }

  @Test
  void losesNoneOfSeveralChangesAtTheSameTime() throws ExecutionException, InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      List<Future<KeyState>> changes = new ArrayList<>();
      for (int n = 0; n < 8; n++) {
        String server = "server " + n;
        changes.add(
            executor.submit(
                () -> elsewhere().change(FIRST, state -> state.entered(server, KEY, TIME))));
      }
      for (Future<KeyState> change : changes) {
        change.get();
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(states.find().orElseThrow().servers()).hasSize(8);
  }
}
