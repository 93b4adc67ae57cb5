package io.cinephile.domain.training;

import java.util.Arrays;
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

  /**
   * Average precision: the share of relevant items among the first {@code k}, summed up over the
   * ranks {@code k} of relevant items within the cutoff, over the number of relevant items that the
   * cutoff has room for.
   *
   * @param ranked best first; may be shorter than the cutoff
   * @return from 0 to 1; 0 where nothing is relevant
   */
  public static <T> double averagePrecision(List<T> ranked, Set<T> relevant, int cutoff) {
    if (relevant.isEmpty()) {
      return 0;
    }
    int found = 0;
    double precisions = 0;
    for (int i = 0; i < Math.min(cutoff, ranked.size()); i++) {
      if (relevant.contains(ranked.get(i))) {
        found++;
        precisions += found / (i + 1.0);
      }
    }
    return precisions / Math.min(cutoff, relevant.size());
  }

  /**
   * Mean self-information of a list's items (Vargas and Castells, "Rank and relevance in novelty
   * and diversity metrics", 2011): {@code -log2} of the share of viewers who rated the item. An
   * item that nobody rated counts as rated by one.
   *
   * @param raters how many viewers rated each item of the list
   * @param viewers how many there are
   * @return in bits, from 0 to {@code log2(viewers)}; 0 for an empty list
   */
  public static double novelty(long[] raters, long viewers) {
    return Arrays.stream(raters)
        .mapToDouble(count -> Math.log((double) viewers / Math.max(1, count)) / Math.log(2))
        .average()
        .orElse(0);
  }

  /**
   * Mean distance of two of a list's items: 1 less the Jaccard similarity of their attributes. Two
   * items without attributes are alike.
   *
   * @param attributes of each item of the list
   * @return from 0 to 1; 0 for fewer than two items
   */
  public static <T> double diversity(List<Set<T>> attributes) {
    int pairs = 0;
    double distances = 0;
    for (int i = 0; i < attributes.size(); i++) {
      for (int j = 0; j < i; j++) {
        distances += 1 - jaccard(attributes.get(i), attributes.get(j));
        pairs++;
      }
    }
    return pairs == 0 ? 0 : distances / pairs;
  }

  private static <T> double jaccard(Set<T> one, Set<T> other) {
    int shared = 0;
    for (T each : one) {
      shared += other.contains(each) ? 1 : 0;
    }
    int union = one.size() + other.size() - shared;
    return union == 0 ? 1 : (double) shared / union;
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 1.0);
  }
}
