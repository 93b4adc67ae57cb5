package io.cinephile.domain.ranking;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.ranking.FactorIndex.Scored;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Which movies are rated more often lately than they used to be: by the Pearson residual {@code (n
 * - e) / sqrt(e + 1)} of the recent count {@code n} against the count {@code e} that the movie's
 * share of all ratings lets expect. The 1 keeps a single rating of an unknown movie from being a
 * trend.
 */
public final class Trend {
  private final FactorIndex movies;
  private final Map<MovieId, Long> recent;
  private final double recentShare;

  /**
   * @param recent how often each movie was rated lately
   */
  public Trend(FactorIndex movies, Map<MovieId, Long> recent) {
    this.movies = movies;
    this.recent = recent;
    long all = 0;
    for (int row = 0; row < movies.size(); row++) {
      all += movies.entry(row).statistics().ratings();
    }
    double lately = recent.values().stream().mapToLong(Long::longValue).sum();
    this.recentShare = lately / Math.max(1, all);
  }

  /** The movies that gain most, best first, ties by row; those that gain nothing are left out. */
  public List<Scored> strongest(IntPredicate allowed, int limit) {
    return recent.keySet().stream()
        .flatMapToInt(movie -> movies.row(movie).stream())
        .filter(allowed)
        .mapToObj(row -> new Scored(row, residual(row)))
        .filter(scored -> scored.score() > 0)
        .sorted(Scored.BEST_FIRST)
        .limit(limit)
        .toList();
  }

  private double residual(int row) {
    double expected = recentShare * movies.entry(row).statistics().ratings();
    return (recent.get(movies.entry(row).id()) - expected) / Math.sqrt(expected + 1);
  }
}
