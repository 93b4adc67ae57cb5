package io.cinephile.domain.rating;

import io.cinephile.domain.OutOfRangeException;

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

  /** A predicted verdict, moved into the range of possible ones. */
  public static double clamp(double predicted) {
    return Math.max(LEAST, Math.min(MOST, predicted));
  }
}
