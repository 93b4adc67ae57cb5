package io.cinephile.domain.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.rating.KeyId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyStateTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");
  private static final Instant LATER = NOW.plus(KeyState.LEASE);
  private static final KeyId KEY = new KeyId("00000001");
  private static final KeyId NEXT = new KeyId("00000002");
  private static final KeyState IDLE = KeyState.of(KEY);

  @Test
  void servers_with_the_key_in_use_are_let_in_until_their_time_is_over() {
    KeyState state = IDLE.entered("a", KEY, NOW).entered("b", KEY, NOW.plusSeconds(9));
    assertThat(state.servers()).containsOnlyKeys("a", "b").containsEntry("a", LATER);
    assertThat(state.entered("b", KEY, LATER).servers()).containsOnlyKeys("b");
    assertThat(state.left("a").left("nobody").servers()).containsOnlyKeys("b");
  }

  @Test
  void a_server_with_another_key_is_refused() {
    assertThatThrownBy(() -> IDLE.entered("a", NEXT, NOW))
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining(KEY.value())
        .hasMessageContaining(NEXT.value());
  }

  @Test
  void no_rotation_begins_while_a_server_is_at_work() {
    KeyState state = IDLE.entered("a", KEY, NOW);
    assertThatThrownBy(() -> state.rotating(NEXT, "r", LATER.minusMillis(1)))
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("server");
    assertThat(state.rotating(NEXT, "r", LATER).rotation()).isPresent();
    assertThat(state.left("a").rotating(NEXT, "r", NOW).rotation()).isPresent();
  }

  @Test
  void no_server_is_let_in_during_a_rotation_or_after_one_that_was_broken_off() {
    KeyState state = IDLE.rotating(NEXT, "r", NOW);
    for (Instant time : new Instant[] {NOW, LATER.plusSeconds(99)}) {
      assertThatThrownBy(() -> state.entered("a", KEY, time))
          .isInstanceOf(KeyRefusedException.class)
          .hasMessageContaining("pseudonyms rotate");
    }
  }

  @Test
  void of_two_rotations_one_is_refused_until_the_other_one_is_dead() {
    KeyState state = IDLE.rotating(NEXT, "r", NOW);
    assertThatThrownBy(() -> state.rotating(NEXT, "other", LATER.minusMillis(1)))
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("Another rotation");
    assertThat(state.rotating(NEXT, "other", LATER).rotation().orElseThrow().by())
        .isEqualTo("other");
    assertThat(state.rotating(NEXT, "r", LATER.minusMillis(1)).rotation()).isPresent();
  }

  @Test
  void a_rotation_that_was_broken_off_goes_on_to_the_same_key() {
    KeyState state = IDLE.rotating(NEXT, "r", NOW);
    assertThatThrownBy(() -> state.rotating(new KeyId("00000003"), "other", LATER))
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining(NEXT.value());
  }

  @Test
  void afterwards_the_new_key_is_in_use_and_the_former_one_is_refused() {
    KeyState state = IDLE.rotating(NEXT, "r", NOW).rotated();
    assertThat(state).isEqualTo(KeyState.of(NEXT));
    assertThat(state.entered("a", NEXT, NOW).servers()).containsOnlyKeys("a");
    assertThatThrownBy(() -> state.requireUse(KEY)).isInstanceOf(KeyRefusedException.class);
    assertThat(IDLE.rotating(NEXT, "r", NOW).abandoned()).isEqualTo(IDLE);
  }
}
