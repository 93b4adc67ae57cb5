package io.cinephile.adapters.spark;

import java.io.Serializable;

/**
 * All ratings of one viewer, or any values in their place.
 *
 * @param movies their places in the catalogue ({@link TrainingSet#movieIds}), ascending
 * @param values the stars, or what a solver is to learn instead; one a movie
 */
record ViewerRatings(int user, int[] movies, float[] values) implements Serializable {
  int size() {
    return movies.length;
  }
}
