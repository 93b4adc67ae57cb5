package io.cinephile.domain.catalogue;

import io.cinephile.domain.OutOfRangeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which movies may come into an answer. It narrows the search itself: what it leaves out is never
 * ranked, so a page is full as long as enough movies pass.
 *
 * @param genres as the catalogue writes them; none means that genres do not matter
 * @param match how many of the genres a movie needs
 * @param yearFrom the earliest year of release; a movie without a year does not pass
 * @param yearTo the latest year of release; a movie without a year does not pass
 * @param fewestRatings so many viewers have to have rated a movie, at least 0
 * @param excluded movies that do not pass, at most {@value #MOST_EXCLUDED}
 */
public record MovieFilter(
    Set<String> genres,
    GenreMatch match,
    Optional<Integer> yearFrom,
    Optional<Integer> yearTo,
    long fewestRatings,
    Set<MovieId> excluded) {
  public static final int MOST_GENRES = 20;
  public static final int MOST_EXCLUDED = 1000;

  /** Lets every movie pass. */
  public static final MovieFilter NONE =
      new MovieFilter(Set.of(), GenreMatch.ANY, Optional.empty(), Optional.empty(), 0, Set.of());

  /** How many of the genres a movie needs. */
  public enum GenreMatch {
    /** At least one. */
    ANY,
    /** Each of them. */
    ALL
  }

  public MovieFilter {
    genres = Set.copyOf(genres);
    excluded = Set.copyOf(excluded);
    requireAtMost("genre", genres.size(), MOST_GENRES);
    requireAtMost("exclude", excluded.size(), MOST_EXCLUDED);
    yearFrom.ifPresent(year -> requireYear("yearFrom", year));
    yearTo.ifPresent(year -> requireYear("yearTo", year));
    if (yearFrom.isPresent() && yearTo.isPresent() && yearFrom.get() > yearTo.get()) {
      throw new OutOfRangeException(
          "yearTo", yearTo.get(), "must not be before yearFrom, " + yearFrom.get());
    }
    if (fewestRatings < 0) {
      throw new OutOfRangeException("minRatings", fewestRatings, "must not be negative");
    }
  }

  private static void requireAtMost(String field, int number, int most) {
    if (number > most) {
      throw new OutOfRangeException(
          field, number + " values", "must have at most %d values".formatted(most));
    }
  }

  private static void requireYear(String field, int year) {
    OutOfRangeException.requireBetween(field, year, Movie.EARLIEST_YEAR, Movie.LATEST_YEAR);
  }

  /** Whether a movie may come into the answer. */
  public boolean passes(CatalogueEntry entry) {
    return passesGenres(entry.movie().genres())
        && passesYears(entry.movie().year())
        && entry.statistics().ratings() >= fewestRatings
        && !excluded.contains(entry.id());
  }

  /** A loop, for it is asked of every movie of a catalogue. */
  private boolean passesGenres(List<String> ofMovie) {
    int shared = 0;
    for (int i = 0; i < ofMovie.size(); i++) {
      shared += genres.contains(ofMovie.get(i)) ? 1 : 0;
    }
    return match == GenreMatch.ALL ? shared == genres.size() : genres.isEmpty() || shared > 0;
  }

  private boolean passesYears(Optional<Integer> year) {
    return (yearFrom.isEmpty() || year.isPresent() && year.get() >= yearFrom.get())
        && (yearTo.isEmpty() || year.isPresent() && year.get() <= yearTo.get());
  }

  /**
   * The same with the genres as a catalogue writes them, whatever their case here.
   *
   * @param known the catalogue's genres
   * @throws OutOfRangeException naming a genre that the catalogue does not know
   */
  public MovieFilter inTermsOf(Set<String> known) {
    if (genres.isEmpty() || known.containsAll(genres)) {
      return this;
    }
    Set<String> spelt = new TreeSet<>();
    for (String genre : genres) {
      spelt.add(
          known.stream()
              .filter(genre::equalsIgnoreCase)
              .findFirst()
              .orElseThrow(
                  () ->
                      new OutOfRangeException(
                          "genre",
                          genre,
                          "must be one of " + String.join(", ", new TreeSet<>(known)))));
    }
    return new MovieFilter(spelt, match, yearFrom, yearTo, fewestRatings, excluded);
  }
}
