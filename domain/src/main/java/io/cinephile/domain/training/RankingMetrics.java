package io.cinephile.domain.training;

import java.util.List;
import java.util.Set;

/** How good one ranked list is, where an item is either relevant or not. */
public final class RankingMetrics {
  private RankingMetrics() {}

  /**
   * Normalised discounted cumulative gain with binary gain (Järvelin and Kekäläinen, 2002): {@code
   * sum of 1 / log2(rank + 1)} over the relevant items among the first {@code cutoff}, ranks
   * counted from 1, over the same sum for a list that begins with all relevant items.
   *
   * @param ranked best first; may be shorter than the cutoff
   * @return from 0 to 1; 0 where nothing is relevant
   */
  public static <T> double ndcg(List<T> ranked, Set<T> relevant, int cutoff) {
    if (relevant.isEmpty()) {
      return 0;
    }
    double gain = 0;
    for (int i = 0; i < Math.min(cutoff, ranked.size()); i++) {
      if (relevant.contains(ranked.get(i))) {
        gain += discount(i + 1);
      }
    }
    double ideal = 0;
    for (int i = 0; i < Math.min(cutoff, relevant.size()); i++) {
      ideal += discount(i + 1);
    }
    return gain / ideal;
  }

  /**
   * Relevant items among the first {@code cutoff}, over all relevant ones. Where more are relevant
   * than the cutoff admits, 1 cannot be reached.
   *
   * @param ranked best first; may be shorter than the cutoff
   * @return from 0 to 1; 0 where nothing is relevant
   */
  public static <T> double recall(List<T> ranked, Set<T> relevant, int cutoff) {
    if (relevant.isEmpty()) {
      return 0;
    }
    long found = ranked.stream().limit(cutoff).filter(relevant::contains).count();
    return (double) found / relevant.size();
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 1.0);
  }
}
