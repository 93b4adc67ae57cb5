package io.cinephile.adapters.spark.sample;

import java.util.Map;

/**
 * Somebody made up.
 *
 * @param userId 1 and up
 * @param favourites weight of each favourite taste group, above 0, the strongest 1
 * @param era the year whose films the viewer feels at home with
 * @param offset how much kinder (or stricter) than the average this viewer rates, in stars
 * @param ratings how many films the viewer means to rate
 */
record SampleViewer(
    int userId, Map<String, Double> favourites, int era, double offset, int ratings) {

  /** Each further taste of a film counts for this share of the one before it. */
  private static final double SIDE_TASTE = 0.6;

  /** How well the film suits the viewer, 0 to 1. */
  double affinity(SampleFilm film) {
    double sum = 0;
    double membership = 1;
    for (String taste : film.tastes()) {
      sum += membership * favourites.getOrDefault(taste, 0.0);
      membership *= SIDE_TASTE;
    }
    return Math.min(1, sum);
  }

  /** How far the film is from the viewer's era, in decades. */
  double distance(SampleFilm film) {
    return Math.abs(film.year() - era) / 10.0;
  }
}
