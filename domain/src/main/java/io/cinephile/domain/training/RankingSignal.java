package io.cinephile.domain.training;

/**
 * What a rating tells the ranking model: the {@code r} of the confidence {@code 1 + alpha * r} that
 * the viewer wants such movies (Hu, Koren and Volinsky, "Collaborative filtering for implicit
 * feedback datasets", 2008). This is the one place that decides it, for training and for serving.
 */
public final class RankingSignal {
  private RankingSignal() {}

  /** From here on stars speak for a movie: the middle of the scale, rounded down. */
  public static final double NEUTRAL = 2.5;

  /**
   * The strength of one rating; 0 for one that does not speak for the movie.
   *
   * @param stars from 0.5 to 5
   */
  public static double strength(double stars) {
    return Math.max(0, stars - NEUTRAL);
  }
}
