package io.cinephile.adapters.spark.sample;

/**
 * One line of {@code ratings.csv}.
 *
 * @param halfStars 1 to 10
 * @param timestamp seconds since 1970, UTC
 */
record SampleRating(int userId, int movieId, int halfStars, long timestamp) {

  /** Integer arithmetic: no locale and no rounding comes near the file. */
  String stars() {
    return halfStars / 2 + (halfStars % 2 == 0 ? ".0" : ".5");
  }
}
