package io.cinephile.domain.rating;

import io.cinephile.domain.OutOfRangeException;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A verdict from half a star to five stars, in half stars. */
public record Stars(double value) {
  public static final double LEAST = 0.5;
  public static final double MOST = 5;

  public Stars {
    OutOfRangeException.requireBetween("stars", value, LEAST, MOST);
    if (value * 2 != Math.rint(value * 2)) {
      throw new OutOfRangeException("stars", value, "must be a multiple of 0.5");
    }
  }

  /** All verdicts that there are, the worst first. */
  public static Stream<Stars> all() {
    return DoubleStream.iterate(LEAST, value -> value <= MOST, value -> value + LEAST)
        .mapToObj(Stars::new);
  }

  /** A predicted verdict, moved into the range of possible ones. */
  public static double clamp(double predicted) {
    return Math.max(LEAST, Math.min(MOST, predicted));
  }
}
