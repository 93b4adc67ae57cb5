package io.cinephile.domain.catalogue;

import io.cinephile.domain.OutOfRangeException;

/** The number by which the data set knows a movie; at least 1. */
public record MovieId(int value) implements Comparable<MovieId> {
  private static final String BOUND = "must be a whole number from 1 to " + Integer.MAX_VALUE;

  public MovieId {
    if (value < 1) {
      throw new OutOfRangeException("movie id", value, BOUND);
    }
  }

  /**
   * Reads a number.
   *
   * @throws OutOfRangeException if the text is none, or too small or too large a one
   */
  public static MovieId valueOf(String text) {
    try {
      return new MovieId(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new OutOfRangeException("movie id", text, BOUND);
    }
  }

  @Override
  public int compareTo(MovieId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
