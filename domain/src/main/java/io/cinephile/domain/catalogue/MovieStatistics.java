package io.cinephile.domain.catalogue;

/**
 * How a movie was received in one generation.
 *
 * @param ratings how many viewers rated it
 * @param meanStars their mean; 0 where nobody rated it
 * @param dampedMeanStars the mean pulled towards the global mean, so that few ratings do not make a
 *     masterpiece: {@code (sum + d * global) / (ratings + d)} with {@code d} = {@link #DAMPING}
 * @param recommendedShare the movie's share of voice when <em>every</em> viewer votes (see {@code
 *     AudienceVote}); from 0 to 1. It is what the share within an audience is compared with
 */
public record MovieStatistics(
    long ratings, double meanStars, double dampedMeanStars, double recommendedShare) {

  /** How many ratings at the global mean each movie is given beforehand. */
  public static final double DAMPING = 10;

  /** The statistics of a movie whose ratings sum up to {@code sum}. */
  public static MovieStatistics of(long ratings, double sum, double globalMean) {
    double mean = ratings == 0 ? 0 : sum / ratings;
    return new MovieStatistics(
        ratings, mean, (sum + DAMPING * globalMean) / (ratings + DAMPING), 0);
  }

  /** The same with another share of voice. */
  public MovieStatistics withRecommendedShare(double share) {
    return new MovieStatistics(ratings, meanStars, dampedMeanStars, share);
  }
}
