package io.cinephile.domain.training;

import io.cinephile.domain.OutOfRangeException;

/**
 * All that decides what a training run learns from given data.
 *
 * @param stars how the star model is learnt
 * @param ranking how the ranking model is learnt
 * @param recommendations how many movies are stored for each viewer, from 1 to 1000
 * @param seed of every random choice
 */
public record TrainingParameters(
    StarModel stars, RankingModel ranking, int recommendations, long seed) {

  public static final TrainingParameters DEFAULT =
      new TrainingParameters(StarModel.DEFAULT, RankingModel.DEFAULT, 100, 42);

  public TrainingParameters {
    OutOfRangeException.requireBetween("recommendations", recommendations, 1, 1000);
  }

  /**
   * Explicit ALS on centred ratings (Koren, Bell and Volinsky, "Matrix factorization techniques for
   * recommender systems", 2009; regularised by {@code lambda * n} as in Zhou et al., 2008).
   *
   * @param rank number of factors, from 1 to 512
   * @param iterations of alternating least squares, from 1 to 100
   * @param regularisation lambda, from 0 to 100
   * @param movieDamping ratings at the global mean that each movie's offset is damped with
   * @param viewerDamping ratings at offset 0 that each viewer's offset is damped with
   */
  public record StarModel(
      int rank, int iterations, double regularisation, double movieDamping, double viewerDamping) {
    public static final StarModel DEFAULT = new StarModel(32, 10, 0.14, 3, 5);

    public StarModel {
      OutOfRangeException.requireBetween("stars.rank", rank, 1, 512);
      OutOfRangeException.requireBetween("stars.iterations", iterations, 1, 100);
      OutOfRangeException.requireBetween("stars.regularisation", regularisation, 0, 100);
      OutOfRangeException.requireBetween("stars.movieDamping", movieDamping, 0, 1000);
      OutOfRangeException.requireBetween("stars.viewerDamping", viewerDamping, 0, 1000);
    }
  }

  /**
   * Implicit ALS (Hu, Koren and Volinsky, "Collaborative filtering for implicit feedback datasets",
   * 2008): preference 1 with confidence {@code 1 + alpha * r} for what was liked, {@code r = stars
   * - 2.5}, else 0 with confidence 1.
   *
   * @param rank number of factors, from 1 to 512
   * @param iterations of alternating least squares, from 1 to 100
   * @param regularisation lambda, from 0 to 100
   * @param alpha growth of confidence, from 0 to 1000
   */
  public record RankingModel(int rank, int iterations, double regularisation, double alpha) {
    public static final RankingModel DEFAULT = new RankingModel(32, 10, 0.2, 1);

    public RankingModel {
      OutOfRangeException.requireBetween("ranking.rank", rank, 1, 512);
      OutOfRangeException.requireBetween("ranking.iterations", iterations, 1, 100);
      OutOfRangeException.requireBetween("ranking.regularisation", regularisation, 0, 100);
      OutOfRangeException.requireBetween("ranking.alpha", alpha, 0, 1000);
    }
  }
}
