package io.cinephile.adapters.rest;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers for people: no more digits than mean something. */
final class Rounding {
  private Rounding() {}

  /** To two decimals, half up. */
  static double hundredths(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).doubleValue();
  }
}
