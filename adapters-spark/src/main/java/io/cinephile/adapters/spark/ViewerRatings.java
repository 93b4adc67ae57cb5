package io.cinephile.adapters.spark;

import io.cinephile.domain.training.RankingSignal;
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

  /** What ratings tell the ranking model: the movies that they speak for, with the strength. */
  ViewerRatings rankingSignals() {
    int telling = 0;
    for (float stars : values) {
      telling += RankingSignal.strength(stars) > 0 ? 1 : 0;
    }
    int[] spokenFor = new int[telling];
    float[] strengths = new float[telling];
    int kept = 0;
    for (int i = 0; i < movies.length; i++) {
      double strength = RankingSignal.strength(values[i]);
      if (strength > 0) {
        spokenFor[kept] = movies[i];
        strengths[kept++] = (float) strength;
      }
    }
    return new ViewerRatings(user, spokenFor, strengths);
  }
}
