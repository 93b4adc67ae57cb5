package io.cinephile.domain.ranking;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.ranking.FactorIndex.Scored;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks a list whose movies fit and differ, by maximal marginal relevance (Carbonell and Goldstein,
 * "The use of MMR, diversity-based reranking", 1998): each next movie has the largest {@code (1 -
 * d) rel - d sim}, where {@code rel} is the score, scaled to lie from 0 to 1 among the candidates,
 * and {@code sim} the largest cosine with a movie picked before, or 0 where none is alike.
 * Candidates are the best {@value #CANDIDATES}; the rest follows as it is ranked, so that pages fit
 * together and nothing comes only for being different.
 */
public final class Diversification {
  /** So many of the best are candidates, whatever the page. */
  public static final int CANDIDATES = 100;

  private final FactorIndex movies;
  private final double diversity;

  /**
   * @param diversity {@code d}: 0 leaves the order as it is, 1 cares for difference alone
   */
  public Diversification(FactorIndex movies, double diversity) {
    this.movies = movies;
    this.diversity = OutOfRangeException.requireBetween("diversity", diversity, 0, 1);
  }

  /**
   * Picks from what is ranked.
   *
   * @param ranked best first
   * @param limit how many at most; picking more begins with the same
   */
  public List<Scored> pick(List<Scored> ranked, int limit) {
    int wanted = Math.min(limit, ranked.size());
    if (diversity == 0 || wanted == 0) {
      return ranked.subList(0, wanted);
    }
    int pool = Math.min(CANDIDATES, ranked.size());
    List<Scored> list = reordered(ranked.subList(0, pool), Math.min(pool, wanted));
    list.addAll(ranked.subList(list.size(), wanted));
    return list;
  }

  private List<Scored> reordered(List<Scored> candidates, int wanted) {
    double best = candidates.get(0).score();
    double range = best - candidates.get(candidates.size() - 1).score();
    double[] closest = new double[candidates.size()];
    boolean[] picked = new boolean[candidates.size()];
    List<Scored> list = new ArrayList<>();
    int next = 0;
    while (true) {
      picked[next] = true;
      list.add(candidates.get(next));
      if (list.size() == wanted) {
        return list;
      }
      int latest = candidates.get(next).row();
      double highest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < picked.length; i++) {
        if (!picked[i]) {
          Scored candidate = candidates.get(i);
          closest[i] = Math.max(closest[i], movies.cosine(latest, candidate.row()));
          double relevance = range == 0 ? 1 : 1 - (best - candidate.score()) / range;
          double marginal = (1 - diversity) * relevance - diversity * closest[i];
          if (marginal > highest) {
            highest = marginal;
            next = i;
          }
        }
      }
    }
  }
}
