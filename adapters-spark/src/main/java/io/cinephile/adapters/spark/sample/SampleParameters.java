package io.cinephile.adapters.spark.sample;

/**
 * How much of the data set {@code sample} to make up, and from which seed.
 *
 * @param viewers number of users, 1 to 1,000,000; default 1,200
 * @param medianRatings median of the log-normal number of ratings per viewer, 20 to 200; default 51
 * @param seed of every random draw; the same seed gives the same bytes
 */
public record SampleParameters(int viewers, int medianRatings, long seed) {

  /**
   * About 80,000 ratings: enough for ALS to learn from, few enough to train on a laptop in seconds.
   */
  public static final SampleParameters DEFAULTS = new SampleParameters(1_200, 51, 18_951_228L);

  public SampleParameters {
    if (viewers < 1 || viewers > 1_000_000) {
      throw new IllegalArgumentException("viewers must be 1 to 1,000,000: " + viewers);
    }
    if (medianRatings < 20 || medianRatings > 200) {
      throw new IllegalArgumentException("medianRatings must be 20 to 200: " + medianRatings);
    }
  }

  public SampleParameters withSeed(long other) {
    return new SampleParameters(viewers, medianRatings, other);
  }
}
