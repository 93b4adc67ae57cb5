package io.cinephile.domain.catalogue;

import io.cinephile.domain.OutOfRangeException;

/** The number by which the data set knows a movie; at least 1. */
public record MovieId(int value) implements Comparable<MovieId> {
  public MovieId {
    if (value < 1) {
      throw new OutOfRangeException("movie id", value, "must be a whole number of at least 1");
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
