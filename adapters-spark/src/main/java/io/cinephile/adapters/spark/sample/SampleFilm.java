package io.cinephile.adapters.spark.sample;

import java.util.List;

/**
 * A real film of the data set {@code sample}. Title, year and genres are facts; tastes and fame are
 * curated by hand and drive the generator of the ratings.
 *
 * @param movieId 1 to the number of films, without gaps
 * @param title in the style of MovieLens: article at the end, alternate title in parentheses, no
 *     year
 * @param year of the first public showing
 * @param genres one or more of MovieLens' 18, in alphabetical order
 * @param tastes one to three taste groups, the main one first
 * @param fame 1 (for lovers of the genre) to 5 (everybody has seen it)
 */
public record SampleFilm(
    int movieId, String title, int year, List<String> genres, List<String> tastes, int fame) {

  public SampleFilm {
    if (movieId < 1) {
      throw new IllegalArgumentException("movieId must be at least 1: " + movieId);
    }
    if (title.isBlank()) {
      throw new IllegalArgumentException("title must not be blank, movieId " + movieId);
    }
    if (genres.isEmpty()) {
      throw new IllegalArgumentException("genres must not be empty: " + title);
    }
    if (tastes.isEmpty() || tastes.size() > 3) {
      throw new IllegalArgumentException("tastes must be one to three: " + title + " " + tastes);
    }
    if (fame < 1 || fame > 5) {
      throw new IllegalArgumentException("fame must be 1 to 5: " + title + " " + fame);
    }
    genres = List.copyOf(genres);
    tastes = List.copyOf(tastes);
  }

  /** The taste group that the film stands for first of all. */
  public String mainTaste() {
    return tastes.get(0);
  }

  /** The title as {@code movies.csv} has it: {@code Matrix, The (1999)}. */
  public String titleWithYear() {
    return title + " (" + year + ")";
  }
}
