package io.cinephile.domain.ranking;

import io.cinephile.domain.ranking.FactorIndex.Scored;
import java.util.List;
import java.util.PriorityQueue;

/** The best of the rows that were offered so far. Used by one thread. */
final class BestRows {
  private final PriorityQueue<Scored> best = new PriorityQueue<>(Scored.BEST_FIRST.reversed());
  private final int limit;
  private double toBeat = Double.NEGATIVE_INFINITY;

  /**
   * @param limit how many are kept, at least 1
   */
  BestRows(int limit) {
    this.limit = limit;
  }

  /** Whether a row of that score would be kept, if it came after all that were offered. */
  boolean wouldKeep(double score) {
    return score > toBeat;
  }

  void add(int row, double score) {
    best.add(new Scored(row, score));
    if (best.size() > limit) {
      best.remove();
    }
    toBeat = best.size() < limit ? toBeat : best.element().score();
  }

  /** Best first. */
  List<Scored> list() {
    return best.stream().sorted(Scored.BEST_FIRST).toList();
  }
}
