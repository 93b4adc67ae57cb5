package io.cinephile.domain.rating;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all ratings of a generation add up to, as far as they count in statistics. It names no
 * viewer.
 *
 * @param ratings how many there are
 * @param viewers how many gave them
 * @param meanStars their mean; 0 where there is none
 * @param stars how often each verdict was given, from 1; the fewest stars first
 * @param genres each genre with a rating, most ratings first, ties by name
 * @param months each month with a rating, the earliest first
 * @param years each year with a rating, the earliest first
 */
public record RatingTotals(
    long ratings,
    long viewers,
    double meanStars,
    SortedMap<Double, Long> stars,
    List<Genre> genres,
    List<Period> months,
    List<Period> years) {

  public static final RatingTotals NONE =
      new RatingTotals(0, 0, 0, new TreeMap<>(), List.of(), List.of(), List.of());

  public RatingTotals {
    stars = Collections.unmodifiableSortedMap(new TreeMap<>(stars));
    genres = List.copyOf(genres);
    months = List.copyOf(months);
    years = List.copyOf(years);
  }

  /** How often exactly so many stars were given. */
  public long given(Stars verdict) {
    return stars.getOrDefault(verdict.value(), 0L);
  }

  /**
   * The ratings of all movies of a genre; a movie of several genres counts in each.
   *
   * @param ratings from 1
   * @param meanStars their mean
   */
  public record Genre(String name, long ratings, double meanStars) {}

  /**
   * A month or a year, by UTC.
   *
   * @param from its first day
   * @param ratings given in it, from 1
   * @param viewers who gave them
   */
  public record Period(LocalDate from, long ratings, long viewers) {}
}
