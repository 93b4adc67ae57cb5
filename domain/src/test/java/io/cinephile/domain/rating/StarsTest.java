package io.cinephile.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StarsTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3.5, 5})
  void half_stars_are_stars(double value) {
    assertThat(new Stars(value).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, 3.3, 5.5, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void anything_else_is_not(double value) {
    assertThatThrownBy(() -> new Stars(value))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageContaining("stars must be");
  }

  @Test
  void there_are_ten_of_them() {
    assertThat(Stars.all().map(Stars::value))
        .containsExactly(0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0);
  }

  @Test
  void a_prediction_is_moved_into_the_range() {
    assertThat(Stars.clamp(-3)).isEqualTo(0.5);
    assertThat(Stars.clamp(3.21)).isEqualTo(3.21);
    assertThat(Stars.clamp(7)).isEqualTo(5);
  }
}
