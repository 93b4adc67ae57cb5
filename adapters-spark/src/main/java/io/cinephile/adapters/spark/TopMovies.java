package io.cinephile.adapters.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the best movies that viewers have not rated. Scores are inner products, computed for a few
 * viewers at a time and a stretch of movies that fits the processor's cache; each is summed up in
 * the order of the factors, so that it does not depend on who else is in the batch. Not safe for
 * use by several threads.
 */
final class TopMovies {
  /** How many viewers are scored together. */
  static final int BATCH = 32;

  /**
   * How many movies are scored together: 4 rows of 4 KB beside the scores stay in a 32 KB cache.
   */
  private static final int STRETCH = 1024;

  private final MovieTable table;
  private final int limit;
  private final float[][] scores;

  TopMovies(MovieTable table, int limit) {
    this.table = table;
    this.limit = limit;
    this.scores = new float[BATCH][table.candidates().length];
  }

  /**
   * A ranked list.
   *
   * @param movies places in the catalogue, best first, ties in their order
   * @param scores one a movie, not ascending
   */
  record Ranked(int[] movies, double[] scores) {}

  /** The lists of at most {@link #BATCH} viewers, in their order. */
  List<Ranked> of(List<ViewerModel> viewers) {
    List<ViewerModel> known = viewers.stream().filter(v -> v.ranking().length > 0).toList();
    score(known);
    List<Ranked> lists = new ArrayList<>();
    int row = 0;
    for (ViewerModel viewer : viewers) {
      lists.add(viewer.ranking().length > 0 ? best(viewer, scores[row++]) : mostRated(viewer));
    }
    return lists;
  }

  /** The most rated movies that the viewer has not rated; the score is the share in all ratings. */
  Ranked mostRated(ViewerModel viewer) {
    int[] unseen =
        Arrays.stream(table.mostRatedFirst())
            .filter(movie -> Arrays.binarySearch(viewer.seen(), movie) < 0)
            .limit(limit)
            .toArray();
    return new Ranked(unseen, Arrays.stream(unseen).mapToDouble(table::popularity).toArray());
  }

  private void score(List<ViewerModel> viewers) {
    int width = table.candidates().length;
    for (int row = 0; row < viewers.size(); row++) {
      Arrays.fill(scores[row], 0);
    }
    for (int from = 0; from < width; from += STRETCH) {
      int to = Math.min(width, from + STRETCH);
      for (int factor = 0; factor < table.rankingRank(); factor++) {
        for (int row = 0; row < viewers.size(); row++) {
          addProduct(viewers.get(row).ranking()[factor], factor * width, from, to, scores[row]);
        }
      }
    }
  }

  /** {@code y += a * x}: a loop that the compiler turns into vector instructions. */
  private void addProduct(float a, int offset, int from, int to, float[] y) {
    float[] x = table.rankingByFactor();
    for (int i = from; i < to; i++) {
      y[i] += a * x[offset + i];
    }
  }

  private Ranked best(ViewerModel viewer, float[] row) {
    for (int movie : viewer.seen()) {
      int candidate = table.candidateOf(movie);
      if (candidate >= 0) {
        row[candidate] = Float.NEGATIVE_INFINITY;
      }
    }
    BoundedSelection selection = new BoundedSelection(limit);
    for (int candidate = 0; candidate < row.length; candidate++) {
      selection.offer(row[candidate], candidate);
    }
    int[] chosen = selection.bestFirst();
    return new Ranked(
        Arrays.stream(chosen).map(candidate -> table.candidates()[candidate]).toArray(),
        Arrays.stream(chosen).mapToDouble(candidate -> row[candidate]).toArray());
  }
}
