package io.cinephile.domain.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieFilter.GenreMatch;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.ranking.FactorIndex.Scored;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorIndexTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 1000})
  void finds_the_same_as_sorting_all_inner_products(int movies) {
    FactorIndex index = Models.random(movies, 7, movies);
    float[] viewer = Models.vector(new Random(1), 7);
    IntPredicate allowed = row -> row % 3 != 1;

    List<Scored> best = index.best(viewer, allowed, 10);

    List<Scored> sorted =
        IntStream.range(0, movies)
            .filter(allowed)
            .mapToObj(row -> new Scored(row, product(viewer, index.ranking(row))))
            .sorted(Comparator.comparingDouble(Scored::score).reversed())
            .limit(10)
            .toList();
    assertThat(best).extracting(Scored::row).isEqualTo(rows(sorted));
    for (int i = 0; i < best.size(); i++) {
      assertThat(best.get(i).score()).isCloseTo(sorted.get(i).score(), within(1e-5));
    }
  }

  private static List<Integer> rows(List<Scored> list) {
    return list.stream().map(Scored::row).toList();
  }

  private static double product(float[] a, float[] b) {
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
    }
    return product;
  }

  @Test
  void finds_the_nearest_by_angle_whatever_their_length() {
    FactorIndex index =
        FactorIndex.of(
            Stream.of(
                Models.movie(1, 1, new float[] {1, 0}, new float[0]),
                Models.movie(2, 1, new float[] {9, 9}, new float[0]),
                Models.movie(3, 1, new float[] {0.1f, 0.01f}, new float[0])));

    List<Scored> nearest = index.nearest(new float[] {1, 0}, row -> true, 3);

    assertThat(nearest).extracting(Scored::row).containsExactly(0, 2, 1);
    assertThat(nearest.get(0).score()).isCloseTo(1, within(1e-6));
    assertThat(nearest.get(2).score()).isCloseTo(Math.sqrt(0.5), within(1e-6));
  }

  @Test
  void leaves_out_movies_of_which_nothing_was_learnt_but_counts_them_as_popular() {
    FactorIndex index =
        FactorIndex.of(
            Stream.of(Models.unlearnt(5), Models.movie(6, 3, new float[] {-1, -1}, new float[0])));

    assertThat(index.best(new float[] {1, 1}, row -> true, 5)).containsExactly(new Scored(1, -2));
    assertThat(index.mostRated(row -> true, 5)).extracting(Scored::row).containsExactly(1, 0);
    assertThat(index.row(new MovieId(6))).hasValue(1);
    assertThat(index.row(new MovieId(7))).isEmpty();
  }

  @Test
  void knows_nobody_without_a_vector_and_refuses_one_of_another_rank() {
    FactorIndex index = Models.random(10, 4, 1);

    assertThat(index.best(new float[0], row -> true, 5)).isEmpty();
    assertThatThrownBy(() -> index.best(new float[3], row -> true, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void narrows_by_a_filter() {
    FactorIndex index = Models.random(500, 4, 1);
    MovieFilter filter =
        new MovieFilter(
            Set.of("Even"),
            GenreMatch.ANY,
            Optional.of(1960),
            Optional.of(1969),
            500,
            Set.of(new MovieId(12)));

    List<Scored> best = index.best(Models.vector(new Random(2), 4), index.passing(filter), 500);

    assertThat(best)
        .isNotEmpty()
        .allSatisfy(
            scored -> {
              assertThat(index.entry(scored.row()).movie().genres()).containsExactly("Even");
              assertThat(index.entry(scored.row()).movie().year().orElseThrow())
                  .isBetween(1960, 1969);
              assertThat(index.entry(scored.row()).statistics().ratings())
                  .isGreaterThanOrEqualTo(500);
              assertThat(index.entry(scored.row()).id()).isNotEqualTo(new MovieId(12));
            });
    assertThat(best)
        .hasSize(
            (int) IntStream.range(0, 500).filter(row -> filter.passes(index.entry(row))).count());
  }
}
