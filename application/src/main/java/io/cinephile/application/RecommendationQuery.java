package io.cinephile.application;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.ranking.Diversification;

/**
 * How somebody wants their recommendations.
 *
 * @param mode what to rank by
 * @param filter which movies may come
 * @param includeSeen whether movies may come that were rated already
 * @param diversity from 0 (as they fit) to 1 (as they differ); see {@link Diversification}
 * @param offset how many of the best to leave out; with the limit at most {@link #DEEPEST}
 * @param limit how many to return, from 1 to {@link #MOST}
 * @param reasons how many reasons to give with each, from 0 to {@link #MOST_REASONS}
 */
public record RecommendationQuery(
    Mode mode,
    MovieFilter filter,
    boolean includeSeen,
    double diversity,
    int offset,
    int limit,
    int reasons) {
  public static final int MOST = 100;
  public static final int DEEPEST = 1000;
  public static final int MOST_REASONS = 10;

  /** What counts where nobody says how much movies shall differ. */
  public static final double USUAL_DIVERSITY = 0;

  /** What to rank by. */
  public enum Mode {
    /** What the model expects somebody to want. */
    PERSONALISED,
    /** The number of ratings. */
    POPULAR,
    /** Similarity to what somebody liked last. */
    SIMILAR
  }

  public RecommendationQuery {
    OutOfRangeException.requireBetween("diversity", diversity, 0, 1);
    OutOfRangeException.requireBetween("limit", limit, 1, MOST);
    OutOfRangeException.requireBetween("offset", offset, 0, DEEPEST - limit);
    OutOfRangeException.requireBetween("reasons", reasons, 0, MOST_REASONS);
  }

  /** How many of the best have to be known. */
  int depth() {
    return offset + limit;
  }

  RecommendationQuery withFilter(MovieFilter other) {
    return new RecommendationQuery(mode, other, includeSeen, diversity, offset, limit, reasons);
  }
}
