package io.cinephile.domain.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldInTest {
  private static final float[] LEFT = {1, 0};
  private static final float[] BOTH = {1, 1};

  @Test
  void two_explicit_equations_are_solved_as_by_hand() {
    // (2 + 0.5 * 2, 1; 1, 1 + 0.5 * 2) x = (3 + 1, 1): x = (4 * 2 - 1, 3 - 4) / (3 * 2 - 1).
    float[] x = FoldIn.explicit(2, 0.5).vector(List.of(LEFT, BOTH), new float[] {3, 1});
    assertThat(x).containsExactly(new float[] {7 / 5f, -1 / 5f}, within(1e-6f));
  }

  @Test
  void two_implicit_equations_are_solved_as_by_hand() {
    // One of the two movies was liked with r = 1.5, alpha = 2: confidence 4, so 3 more than all.
    // (2 + 3 + 0.5, 1; 1, 1 + 0.5) x = (4, 0): x = (4 * 1.5, -4) / (5.5 * 1.5 - 1).
    FoldIn foldIn = FoldIn.implicit(2, 0.5, 2, List.of(LEFT, BOTH));
    float[] x = foldIn.vector(List.of(LEFT), new float[] {1.5f});
    assertThat(x).containsExactly(new float[] {6 / 7.25f, -4 / 7.25f}, within(1e-6f));
  }

  @Test
  void what_was_disliked_is_unwanted_with_confidence_and_does_not_add_to_the_regularisation() {
    // As above, and BOTH is unwanted with r = -1, which adds 2 to each entry.
    FoldIn foldIn = FoldIn.implicit(2, 0.5, 2, List.of(LEFT, BOTH));
    float[] x = foldIn.vector(List.of(LEFT, BOTH), new float[] {1.5f, -1});
    double determinant = 7.5 * 3.5 - 3 * 3;
    assertThat(x)
        .containsExactly(
            new float[] {(float) (4 * 3.5 / determinant), (float) (-4 * 3 / determinant)},
            within(1e-6f));
  }

  @Test
  void no_other_vector_costs_less() {
    Random random = new Random(4);
    int rank = 9;
    List<float[]> all = IntStream.range(0, 60).mapToObj(i -> gaussian(random, rank)).toList();
    List<float[]> rated = all.subList(0, 25);
    float[] values = gaussian(random, rated.size());
    double lambda = 0.1;
    double alpha = 3;

    float[] stars = FoldIn.explicit(rank, lambda).vector(rated, values);
    float[] ranking = FoldIn.implicit(rank, lambda, alpha, all).vector(rated, values);

    assertThatNoStepCostsLess(x -> explicitCost(x, rated, values, lambda), stars);
    assertThatNoStepCostsLess(x -> implicitCost(x, all, values, lambda, alpha), ranking);
  }

  @Test
  void nothing_observed_gives_zeros() {
    assertThat(FoldIn.explicit(2, 0.5).vector(List.of(), new float[0])).containsExactly(0, 0);
    FoldIn implicit = FoldIn.implicit(2, 0.5, 2, List.of(LEFT));
    assertThat(implicit.vector(List.of(), new float[0])).containsExactly(0, 0);
    assertThat(implicit.vector(List.of(LEFT), new float[] {0})).containsExactly(0, 0);
  }

  @Test
  void other_shapes_are_refused() {
    FoldIn foldIn = FoldIn.explicit(2, 0.5);
    assertThatThrownBy(() -> foldIn.vector(List.of(LEFT), new float[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> foldIn.vector(List.of(new float[3]), new float[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a vector of 3 where the rank is 2");
    assertThatThrownBy(() -> FoldIn.implicit(2, 0.5, 1, List.of(new float[1])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equations_without_a_single_solution_are_refused() {
    assertThatThrownBy(() -> FoldIn.explicit(2, 0).vector(List.of(LEFT), new float[] {3}))
        .isInstanceOf(ArithmeticException.class);
    float[] broken = {Float.NaN, 1};
    assertThatThrownBy(() -> FoldIn.explicit(2, 1).vector(List.of(broken), new float[] {3}))
        .isInstanceOf(ArithmeticException.class);
  }

  @FunctionalInterface
  private interface Cost {
    double of(float[] x);
  }

  /** The slope of a quadratic cost is exact from two steps of any length. */
  private static void assertThatNoStepCostsLess(Cost cost, float[] x) {
    for (int i = 0; i < x.length; i++) {
      float[] more = x.clone();
      float[] less = x.clone();
      more[i] += 1;
      less[i] -= 1;
      double slope = (cost.of(more) - cost.of(less)) / 2;
      assertThat(slope).isCloseTo(0, within(1e-3));
      assertThat(cost.of(more)).isGreaterThan(cost.of(x));
      assertThat(cost.of(less)).isGreaterThan(cost.of(x));
    }
  }

  private static double explicitCost(
      float[] x, List<float[]> rated, float[] values, double lambda) {
    double cost = lambda * values.length * product(x, x);
    for (int i = 0; i < values.length; i++) {
      cost += square(values[i] - product(x, rated.get(i)));
    }
    return cost;
  }

  /** The first movies have the values. */
  private static double implicitCost(
      float[] x, List<float[]> all, float[] values, double lambda, double alpha) {
    double cost = 0;
    for (int i = 0; i < all.size(); i++) {
      double value = i < values.length ? values[i] : 0;
      double preference = value > 0 ? 1 : 0;
      cost += (1 + alpha * Math.abs(value)) * square(preference - product(x, all.get(i)));
      cost += value > 0 ? lambda * product(x, x) : 0;
    }
    return cost;
  }

  private static double square(double x) {
    return x * x;
  }

  private static double product(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }

  private static float[] gaussian(Random random, int length) {
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
