package io.cinephile.adapters.spark;

import io.cinephile.domain.rating.Stars;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * All that was learnt about all movies, in the shape in which it is searched. Movies are named by
 * their places in the catalogue, whose order is that of their numbers. Sent once to every machine.
 */
final class MovieTable implements Serializable {
  private final int[] ids;
  private final float[][] stars;
  private final int[] mostRatedFirst;
  private final double[] popularity;
  private final int[] candidates;
  private final int[] candidateOf;
  private final int rankingRank;
  private final float[] rankingByFactor;

  MovieTable(int[] ids, MovieTotals totals, Baseline baseline, Factors stars, Factors ranking) {
    this.ids = ids;
    this.stars = starVectors(baseline, stars);
    this.mostRatedFirst = totals.mostRatedFirst();
    double all = Math.max(1, totals.allRatings());
    this.popularity = Arrays.stream(totals.ratings()).mapToDouble(n -> n / all).toArray();
    this.candidates =
        IntStream.range(0, ids.length)
            .filter(movie -> ranking.movies()[movie].length > 0)
            .toArray();
    this.candidateOf = new int[ids.length];
    Arrays.fill(candidateOf, -1);
    for (int candidate = 0; candidate < candidates.length; candidate++) {
      candidateOf[candidates[candidate]] = candidate;
    }
    this.rankingRank = ranking.rank();
    this.rankingByFactor = transposed(ranking);
  }

  private static float[][] starVectors(Baseline baseline, Factors stars) {
    float[][] vectors = new float[stars.movies().length][];
    for (int movie = 0; movie < vectors.length; movie++) {
      vectors[movie] = Arrays.copyOf(stars.movies()[movie], stars.rank() + 2);
      vectors[movie][stars.rank()] = (float) baseline.movieOffsets()[movie];
      vectors[movie][stars.rank() + 1] = 1;
    }
    return vectors;
  }

  private float[] transposed(Factors ranking) {
    float[] matrix = new float[rankingRank * candidates.length];
    for (int candidate = 0; candidate < candidates.length; candidate++) {
      for (int factor = 0; factor < rankingRank; factor++) {
        matrix[factor * candidates.length + candidate] =
            ranking.movies()[candidates[candidate]][factor];
      }
    }
    return matrix;
  }

  int id(int movie) {
    return ids[movie];
  }

  int size() {
    return ids.length;
  }

  /** The movies that can be ranked, ascending; a position in it names a candidate. */
  int[] candidates() {
    return candidates;
  }

  /** The position of a movie among the candidates, or -1. */
  int candidateOf(int movie) {
    return candidateOf[movie];
  }

  int rankingRank() {
    return rankingRank;
  }

  /** The candidates' ranking vectors, factor by factor: [factor * candidates + candidate]. */
  float[] rankingByFactor() {
    return rankingByFactor;
  }

  /** The vector in the star model, followed by the offset and by 1. */
  float[] starVector(int movie) {
    return stars[movie];
  }

  int[] mostRatedFirst() {
    return mostRatedFirst;
  }

  /** The movie's share in all ratings. */
  double popularity(int movie) {
    return popularity[movie];
  }

  double predictedStars(ViewerModel viewer, int movie) {
    double sum = 0;
    for (int factor = 0; factor < viewer.stars().length; factor++) {
      sum += viewer.stars()[factor] * stars[movie][factor];
    }
    return Stars.clamp(sum);
  }

  /** What the baseline alone predicts. */
  double baselineStars(ViewerModel viewer, int movie) {
    int rank = viewer.stars().length - 2;
    return Stars.clamp((double) viewer.stars()[rank + 1] + stars[movie][rank]);
  }
}
