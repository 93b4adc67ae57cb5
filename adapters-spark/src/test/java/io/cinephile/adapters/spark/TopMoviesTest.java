package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.adapters.spark.TopMovies.Ranked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopMoviesTest {
  private static final int RANK = 7;

  @Test
  void equals_brute_force_without_what_was_seen() {
    Random random = new Random(1);
    float[][] movies = vectors(random, 2_500);
    List<ViewerModel> viewers = viewers(random, TopMovies.BATCH, movies.length);
    List<Ranked> lists = new TopMovies(table(movies), 20).of(viewers);
    for (int i = 0; i < viewers.size(); i++) {
      assertThat(lists.get(i).movies()).containsExactly(bruteForce(viewers.get(i), movies, 20));
    }
  }

  @Test
  void a_list_does_not_depend_on_who_else_is_asked_for() {
    Random random = new Random(2);
    float[][] movies = vectors(random, 300);
    List<ViewerModel> viewers = viewers(random, 9, movies.length);
    TopMovies top = new TopMovies(table(movies), 10);
    List<Ranked> together = top.of(viewers);
    for (int i = 0; i < viewers.size(); i++) {
      Ranked alone = top.of(List.of(viewers.get(i))).get(0);
      assertThat(alone.movies()).isEqualTo(together.get(i).movies());
      assertThat(alone.scores()).isEqualTo(together.get(i).scores());
    }
  }

  @Test
  void movies_without_factors_are_no_candidates() {
    float[][] movies = {{1, 0}, {}, {3, 0}, {2, 0}};
    ViewerModel viewer = new ViewerModel(1, new int[] {3}, new float[] {1, 0}, new float[2]);
    Ranked list = new TopMovies(table(movies), 10).of(List.of(viewer)).get(0);
    assertThat(list.movies()).containsExactly(2, 0);
    assertThat(list.scores()).containsExactly(3, 1);
  }

  @Test
  void a_viewer_without_factors_gets_the_most_rated() {
    float[][] movies = {{1, 0}, {}, {3, 0}, {2, 0}};
    ViewerModel viewer = new ViewerModel(1, new int[] {3}, new float[0], new float[2]);
    Ranked list = new TopMovies(table(movies), 2).of(List.of(viewer)).get(0);
    assertThat(list.movies()).containsExactly(2, 1);
    assertThat(list.scores()).containsExactly(0.3, 0.2);
  }

  @Test
  void nothing_to_rank_is_no_error() {
    ViewerModel viewer = new ViewerModel(1, new int[0], new float[] {1}, new float[2]);
    assertThat(new TopMovies(table(new float[0][]), 5).of(List.of(viewer)).get(0).movies())
        .isEmpty();
  }

  /** The movie at place n has n + 1 ratings. */
  private static MovieTable table(float[][] movies) {
    long[] ratings = IntStream.range(0, movies.length).mapToLong(i -> i + 1L).toArray();
    int rank = movies.length == 0 ? 1 : movies[0].length;
    float[][] noStars = new float[movies.length][0];
    return new MovieTable(
        IntStream.range(0, movies.length).map(i -> 10 * i + 1).toArray(),
        new MovieTotals(ratings, new long[movies.length]),
        new Baseline(3, new double[movies.length], 5),
        new Factors(0, noStars, null, () -> {}),
        new Factors(rank, movies, null, () -> {}));
  }

  private static float[][] vectors(Random random, int count) {
    float[][] vectors = new float[count][RANK];
    for (float[] vector : vectors) {
      for (int i = 0; i < RANK; i++) {
        // Small whole numbers: inner products are exact, and there are ties.
        vector[i] = random.nextInt(7) - 3;
      }
    }
    return vectors;
  }

  private static List<ViewerModel> viewers(Random random, int count, int movies) {
    List<ViewerModel> viewers = new ArrayList<>();
    for (float[] vector : vectors(random, count)) {
      int[] seen = random.ints(50, 0, movies).distinct().sorted().toArray();
      viewers.add(new ViewerModel(viewers.size(), seen, vector, new float[2]));
    }
    return viewers;
  }

  private static int[] bruteForce(ViewerModel viewer, float[][] movies, int limit) {
    Comparator<Integer> best = Comparator.comparing(movie -> -product(viewer, movies[movie]));
    return IntStream.range(0, movies.length)
        .filter(movie -> Arrays.binarySearch(viewer.seen(), movie) < 0)
        .boxed()
        .sorted(best.thenComparing(Comparator.naturalOrder()))
        .limit(limit)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double product(ViewerModel viewer, float[] movie) {
    double sum = 0;
    for (int i = 0; i < movie.length; i++) {
      sum += viewer.ranking()[i] * movie[i];
    }
    return sum;
  }
}
