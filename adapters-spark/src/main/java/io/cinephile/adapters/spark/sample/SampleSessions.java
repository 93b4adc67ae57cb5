package io.cinephile.adapters.spark.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The evenings on which one viewer rates films, oldest first, at most one a day, between 2015 and
 * 2025. A film is rated on an evening of a later year than its own, so nobody rates what was not
 * out yet.
 */
final class SampleSessions {

  private static final int FIRST_DAY = (int) LocalDate.of(2015, 1, 1).toEpochDay();
  private static final int LAST_DAY = (int) LocalDate.of(2025, 12, 31).toEpochDay();
  private static final int LONGEST_MEMBERSHIP_DAYS = 900;
  private static final int RATINGS_PER_SESSION = 15;

  private static final long DAY = 86_400;
  private static final int EVENING = 18 * 3_600;
  private static final int EVENING_LENGTH = 2 * 3_600;

  private final Random random;
  private final List<Long> clocks = new ArrayList<>();
  private final List<Integer> years = new ArrayList<>();

  /** Draws enough evenings for the given number of ratings. */
  SampleSessions(int ratings, Random random) {
    this.random = random;
    for (int day : days(1 + ratings / RATINGS_PER_SESSION)) {
      clocks.add(day * DAY + EVENING + random.nextInt(EVENING_LENGTH));
      years.add(LocalDate.ofEpochDay(day).getYear());
    }
  }

  private SortedSet<Integer> days(int number) {
    int joined = FIRST_DAY + random.nextInt(LAST_DAY - FIRST_DAY + 1);
    int membership = Math.min(LAST_DAY - joined + 1, LONGEST_MEMBERSHIP_DAYS);
    SortedSet<Integer> days = new TreeSet<>();
    for (int i = 0; i < number; i++) {
      days.add(joined + random.nextInt(membership));
    }
    return days;
  }

  /** Whether the viewer was still rating when the film had come out. */
  boolean canRate(SampleFilm film) {
    return film.year() < years.get(years.size() - 1);
  }

  /**
   * The moment, in seconds since 1970, at which the viewer rates the film; only for films that can
   * be rated.
   */
  long timeOf(SampleFilm film) {
    int first = firstAfter(film.year());
    int session = first + random.nextInt(years.size() - first);
    long time = clocks.get(session);
    clocks.set(session, time + 5 + random.nextInt(40));
    return time;
  }

  private int firstAfter(int year) {
    int session = 0;
    while (years.get(session) <= year) {
      session++;
    }
    return session;
  }
}
