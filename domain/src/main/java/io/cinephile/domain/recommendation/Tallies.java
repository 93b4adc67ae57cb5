package io.cinephile.domain.recommendation;

import java.util.Arrays;

/**
 * How each movie fared in a vote, by its number: a hash table with open addressing (linear
 * probing), since tens of thousands of votes are counted for one answer. Used by one thread.
 */
final class Tallies {
  static final int ABSENT = -1;

  private static final int EMPTY = Integer.MIN_VALUE;

  private int[] movies = new int[1 << 12];
  private double[] weights = new double[movies.length];
  private double[] stars = new double[movies.length];
  private int[] supporters = new int[movies.length];
  private int size;

  Tallies() {
    Arrays.fill(movies, EMPTY);
  }

  void add(int movie, double weight, double predictedStars) {
    int slot = slot(movie);
    if (movies[slot] == EMPTY) {
      if (2 * ++size > movies.length) {
        grow();
        slot = slot(movie);
      }
      movies[slot] = movie;
    }
    weights[slot] += weight;
    stars[slot] += predictedStars;
    supporters[slot]++;
  }

  /** Where a movie stands; {@link #ABSENT} where nobody voted for it. */
  int find(int movie) {
    int slot = slot(movie);
    return movies[slot] == EMPTY ? ABSENT : slot;
  }

  /** Slots are numbered from 0 to this, and some hold no movie. */
  int slots() {
    return movies.length;
  }

  boolean isTaken(int slot) {
    return movies[slot] != EMPTY;
  }

  int movie(int slot) {
    return movies[slot];
  }

  double weight(int slot) {
    return weights[slot];
  }

  double meanStars(int slot) {
    return stars[slot] / supporters[slot];
  }

  int supporters(int slot) {
    return supporters[slot];
  }

  /** Where the movie is, or would be put. */
  private int slot(int movie) {
    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): neighbours are spread.
    int slot = (movie * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(movies.length - 1);
    while (movies[slot] != EMPTY && movies[slot] != movie) {
      slot = (slot + 1) & (movies.length - 1);
    }
    return slot;
  }

  private void grow() {
    int[] formerMovies = movies;
    double[] formerWeights = weights;
    double[] formerStars = stars;
    int[] formerSupporters = supporters;
    movies = new int[2 * formerMovies.length];
    Arrays.fill(movies, EMPTY);
    weights = new double[movies.length];
    stars = new double[movies.length];
    supporters = new int[movies.length];
    for (int former = 0; former < formerMovies.length; former++) {
      if (formerMovies[former] != EMPTY) {
        int slot = slot(formerMovies[former]);
        movies[slot] = formerMovies[former];
        weights[slot] = formerWeights[former];
        stars[slot] = formerStars[former];
        supporters[slot] = formerSupporters[former];
      }
    }
  }
}
