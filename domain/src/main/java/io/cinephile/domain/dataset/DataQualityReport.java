package io.cinephile.domain.dataset;

import io.cinephile.domain.OutOfRangeException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What cleaning found, and what the live ratings did to what it kept. Every row that was read is
 * either kept or counted under exactly one fault.
 *
 * @param ratingRowsRead lines of the ratings file, without its header
 * @param ratingsKept ratings of that file that passed
 * @param movieRowsRead lines of the movies file, without its header
 * @param moviesKept movies that passed
 * @param viewers different ones among the ratings that are stored
 * @param faults how many rows had each fault; faults that did not occur are absent
 * @param liveRatings what became of the live ratings
 */
public record DataQualityReport(
    long ratingRowsRead,
    long ratingsKept,
    long movieRowsRead,
    long moviesKept,
    long viewers,
    Map<Fault, Long> faults,
    Merged liveRatings) {

  public DataQualityReport {
    if (ratingsKept > ratingRowsRead || moviesKept > movieRowsRead) {
      throw new OutOfRangeException(
          "rows kept", ratingsKept + " and " + moviesKept, "must not exceed the rows read");
    }
    if (liveRatings.changed() + liveRatings.withdrawn() > ratingsKept) {
      throw new OutOfRangeException(
          "live ratings changed and withdrawn",
          liveRatings.changed() + " and " + liveRatings.withdrawn(),
          "must not exceed the %d ratings kept".formatted(ratingsKept));
    }
    Map<Fault, Long> copy = new EnumMap<>(Fault.class);
    faults.forEach((fault, count) -> copy.put(fault, count));
    copy.values().removeIf(count -> count == 0);
    faults = copy;
  }

  /** A report on a data set that no live rating was merged into. */
  public DataQualityReport(
      long ratingRowsRead,
      long ratingsKept,
      long movieRowsRead,
      long moviesKept,
      long viewers,
      Map<Fault, Long> faults) {
    this(ratingRowsRead, ratingsKept, movieRowsRead, moviesKept, viewers, faults, Merged.NONE);
  }

  /**
   * What became of the live ratings; each is counted once.
   *
   * @param added ratings of pairs of viewer and movie that the data set does not have
   * @param changed ratings in the place of one of the data set
   * @param withdrawn ratings of the data set that were taken back
   * @param withoutEffect taken back, and not in the data set
   * @param unknownMovies about movies that the data set does not list; left out
   */
  public record Merged(
      long added, long changed, long withdrawn, long withoutEffect, long unknownMovies) {
    public static final Merged NONE = new Merged(0, 0, 0, 0, 0);
  }

  /** What can be wrong with a row. {@code DROPPED} faults cost the row; the others are mended. */
  public enum Fault {
    /** A line of the ratings file that is not four columns of the right types. Dropped. */
    UNPARSABLE_RATING,
    /** A user id or movie id below 1. Dropped. */
    IMPOSSIBLE_ID,
    /** Stars that are not a half star from 0.5 to 5. Dropped. */
    IMPOSSIBLE_STARS,
    /** A rating before 1990 or in the future. Dropped. */
    TIME_OUT_OF_RANGE,
    /** A rating of a movie that the movies file does not list. Dropped. */
    UNKNOWN_MOVIE,
    /** The same user and movie once more; the last one wins, the others are dropped. */
    DUPLICATE_RATING,
    /** A rating of a viewer who was erased. Dropped, and no fault of the data. */
    SUPPRESSED,
    /** A line of the movies file without a number or with columns missing. Dropped. */
    UNPARSABLE_MOVIE,
    /** A movie listed again under the same number; the first one stays. Dropped. */
    DUPLICATE_MOVIE,
    /** A movie without a title: kept as "Untitled #n". */
    MISSING_TITLE,
    /** A title that does not tell the year: kept without one. */
    MISSING_YEAR,
    /** A movie without a genre: kept with an empty list. */
    MISSING_GENRES
  }

  /** How many rows had that fault. */
  public long count(Fault fault) {
    return faults.getOrDefault(fault, 0L);
  }

  /** How many ratings are stored; all are learnt from but those of viewers who refuse that. */
  public long ratings() {
    return ratingsKept + liveRatings.added() - liveRatings.withdrawn();
  }

  /**
   * The share of rating rows that were dropped as faulty; duplicates and suppressed ones do not
   * count. From 0 to 1.
   */
  public double faultyShare() {
    if (ratingRowsRead == 0) {
      return 0;
    }
    long dropped =
        ratingRowsRead - ratingsKept - count(Fault.DUPLICATE_RATING) - count(Fault.SUPPRESSED);
    return (double) dropped / ratingRowsRead;
  }

  /** The largest share of faulty rating rows that a data set may have. */
  public static final double MOST_FAULTY = 0.05;

  /** Why nothing should be learnt from such data; empty where they are good enough. */
  public Optional<String> refusal() {
    if (ratingsKept == 0) {
      return Optional.of(
          "The data set has no usable rating (%d rows read).".formatted(ratingRowsRead));
    }
    if (faultyShare() > MOST_FAULTY) {
      return Optional.of(
          "%.1f %% of the rating rows are faulty; at most %.0f %% are accepted. Faults: %s."
              .formatted(100 * faultyShare(), 100 * MOST_FAULTY, faults));
    }
    if (ratings() == 0) {
      return Optional.of("All %d ratings of the data set were taken back.".formatted(ratingsKept));
    }
    if (viewers < 2) {
      return Optional.of(
          "The data set has one viewer; recommendations are learnt from at least two.");
    }
    return Optional.empty();
  }
}
