package io.cinephile.adapters.rest;

import io.cinephile.domain.OutOfRangeException;

/** How many items an answer may have. */
public record Limit(int value) {
  static final int MOST = 100;
  static final String DEFAULT = "10";

  public Limit {
    OutOfRangeException.requireBetween("limit", value, 1, MOST);
  }

  /**
   * Reads a query parameter; JAX-RS finds this method by its name.
   *
   * @throws OutOfRangeException if the text is not a whole number from 1 to {@value #MOST}
   */
  public static Limit fromString(String text) {
    try {
      return new Limit(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new OutOfRangeException("limit", text, "must be a whole number from 1 to " + MOST);
    }
  }
}
