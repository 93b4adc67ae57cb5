package io.cinephile.domain.catalogue;

import io.cinephile.domain.OutOfRangeException;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a film itself.
 *
 * @param id its number in the data set
 * @param title as the data set writes it, without the year: {@code "Matrix, The"}
 * @param year of release, where the data set tells; from 1870 to 2100
 * @param genres in the data set's order; empty where it lists none
 */
public record Movie(MovieId id, String title, Optional<Integer> year, List<String> genres) {
  public static final int EARLIEST_YEAR = 1870;
  public static final int LATEST_YEAR = 2100;

  public Movie {
    if (title.isBlank()) {
      throw new OutOfRangeException("title", title, "must not be blank");
    }
    year.ifPresent(y -> OutOfRangeException.requireBetween("year", y, EARLIEST_YEAR, LATEST_YEAR));
    genres = List.copyOf(genres);
  }

  /** The title as people write it: {@code "The Matrix"}. */
  public String displayTitle() {
    return DisplayTitle.of(title);
  }
}
