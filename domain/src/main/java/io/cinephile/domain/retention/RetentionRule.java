package io.cinephile.domain.retention;

import io.cinephile.domain.OutOfRangeException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * For how long data of a class are kept.
 *
 * @param period in the calendar of UTC, at least a day; empty where time has no say
 * @param newest how many of the newest are kept; empty where number has no say
 */
public record RetentionRule(
    DataClass dataClass, Optional<Period> period, Optional<Integer> newest) {
  /** How a rule is written that never has anything removed. */
  public static final String FOREVER = "forever";

  /** Kept until they are asked to go. */
  public static RetentionRule forever(DataClass dataClass) {
    return new RetentionRule(dataClass, Optional.empty(), Optional.empty());
  }

  /** The newest so many are kept, whatever their age. */
  public static RetentionRule newest(DataClass dataClass, int newest) {
    return new RetentionRule(dataClass, Optional.empty(), Optional.of(newest));
  }

  /**
   * Reads a rule.
   *
   * @param text a period as ISO 8601 has it, such as {@code P2Y} or {@code P90D}, or {@value
   *     #FOREVER}
   * @param field names the text in the refusal
   * @throws OutOfRangeException if it is something else, or a period of less than a day or more
   *     than a hundred years
   */
  public static RetentionRule parse(DataClass dataClass, String text, String field) {
    if (text.equals(FOREVER)) {
      return forever(dataClass);
    }
    try {
      Period period = Period.parse(text);
      boolean backwards = period.getYears() < 0 || period.getMonths() < 0 || period.getDays() < 0;
      if (!backwards && !period.isZero() && period.toTotalMonths() <= 1_200) {
        return new RetentionRule(dataClass, Optional.of(period), Optional.empty());
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Said below.
    }
    throw new OutOfRangeException(
        field, text, "must be a period from P1D to P100Y such as P90D or P2Y, or forever");
  }

  /** What is older than this is removed; empty where time has no say. */
  public Optional<Instant> cutoff(Instant now) {
    return period.map(span -> now.atZone(ZoneOffset.UTC).minus(span).toInstant());
  }

  /** As it is written: {@code P2Y}, {@code forever}, {@code newest 3}. */
  public String text() {
    return period
        .map(Period::toString)
        .or(() -> newest.map(count -> "newest " + count))
        .orElse(FOREVER);
  }
}
