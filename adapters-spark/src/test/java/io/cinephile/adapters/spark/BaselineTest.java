package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.domain.training.TrainingParameters.StarModel;
import org.junit.jupiter.api.Test;

class BaselineTest {
  /** Movie 0: 5 and 4 stars; movie 1: 1.5 stars; movie 2: none. The mean is 3.5. */
  private final MovieTotals totals = new MovieTotals(new long[] {2, 1, 0}, new long[] {18, 3, 0});

  private final Baseline baseline = Baseline.learn(totals, new StarModel(2, 1, 0.1, 3, 4));

  @Test
  void offsets_are_damped() {
    assertThat(baseline.mean()).isEqualTo(3.5);
    assertThat(baseline.movieOffsets()[0]).isCloseTo((9 - 2 * 3.5) / (2 + 3), within(1e-12));
    assertThat(baseline.movieOffsets()[1]).isCloseTo((1.5 - 3.5) / (1 + 3), within(1e-12));
    assertThat(baseline.movieOffsets()[2]).isZero();
    ViewerRatings viewer = new ViewerRatings(7, new int[] {0, 1}, new float[] {5, 1.5f});
    assertThat(baseline.viewerOffset(viewer))
        .isCloseTo((5 - 3.5 - 0.4 + 1.5 - 3.5 + 0.5) / (2 + 4), within(1e-12));
  }

  @Test
  void residuals_are_what_is_left_over() {
    ViewerRatings viewer = new ViewerRatings(7, new int[] {2}, new float[] {4});
    assertThat(baseline.residuals(viewer).values()[0]).isCloseTo(0.5f - 0.1f, within(1e-6f));
  }

  @Test
  void nothing_rated_and_no_damping_is_no_division_by_zero() {
    Baseline none =
        Baseline.learn(new MovieTotals(new long[1], new long[1]), new StarModel(2, 1, 0.1, 0, 0));
    assertThat(none.mean()).isZero();
    assertThat(none.movieOffsets()).containsExactly(0);
  }

  @Test
  void the_most_rated_come_first_and_ties_by_number() {
    assertThat(new MovieTotals(new long[] {1, 3, 0, 3}, new long[4]).mostRatedFirst())
        .containsExactly(1, 3, 0, 2);
  }
}
