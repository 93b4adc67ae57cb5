package io.cinephile.bootstrap.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.fakes.InMemoryKeyStates;
import io.cinephile.application.fakes.SmallWorld;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rotation.KeyRefusedException;
import io.cinephile.domain.rotation.KeyState;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RatingsUnderKeyTest {
  private static final KeyId KEY = new KeyId("00000001");
  private static final KeyId NEXT = new KeyId("00000002");

  private final InMemoryKeyStates states = new InMemoryKeyStates();
  private final RatingsUnderKey ratings = new RatingsUnderKey(new SmallWorld(), states, KEY);

  private DatasetSnapshot snapshot() {
    return ratings.snapshot(
        DatasetLocation.SAMPLE, Stream::of, Exclusions.NONE, (activity, fraction) -> {});
  }

  @Test
  void gives_out_ratings_under_the_key_in_use_and_where_nobody_has_said_which_it_is() {
    assertThat(snapshot().taughtViewers()).isPositive();
    states.change(KeyState.of(KEY), state -> state);
    assertThat(snapshot().taughtViewers()).isPositive();
  }

  @Test
  void gives_out_none_during_a_rotation_and_none_under_the_former_key() {
    states.change(KeyState.of(KEY), state -> state.rotating(NEXT, "r", Instant.EPOCH));
    assertThatThrownBy(this::snapshot).isInstanceOf(KeyRefusedException.class);
    states.change(KeyState.of(KEY), KeyState::rotated);
    assertThatThrownBy(this::snapshot)
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining(NEXT.value());
  }
}
