package io.cinephile.domain.recommendation;

import io.cinephile.domain.catalogue.MovieId;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Recommendations as numbers side by side, of which each is made an object when it is asked for. A
 * server remembers the lists of thousands of viewers and reads the first few of each; as objects
 * they take three times as much memory. Cannot be changed.
 */
public final class RecommendationList extends AbstractList<Recommendation> implements RandomAccess {
  private final int[] movies;
  private final double[] scores;
  private final double[] predictedStars;

  /**
   * The arrays belong to the list from now on, and are not to be written to.
   *
   * @param movies their numbers, the best first
   * @param scores of each of them
   * @param predictedStars of each of them
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public RecommendationList(int[] movies, double[] scores, double[] predictedStars) {
    if (movies.length != scores.length || movies.length != predictedStars.length) {
      throw new IllegalArgumentException(
          "%d movies came with %d scores and %d predictions"
              .formatted(movies.length, scores.length, predictedStars.length));
    }
    this.movies = movies;
    this.scores = scores;
    this.predictedStars = predictedStars;
  }

  /** The same recommendations in the same order. */
  public static RecommendationList copyOf(List<Recommendation> recommendations) {
    return recommendations instanceof RecommendationList list
        ? list
        : new RecommendationList(
            recommendations.stream().mapToInt(each -> each.movie().value()).toArray(),
            recommendations.stream().mapToDouble(Recommendation::score).toArray(),
            recommendations.stream().mapToDouble(Recommendation::predictedStars).toArray());
  }

  @Override
  public Recommendation get(int place) {
    return new Recommendation(new MovieId(movies[place]), scores[place], predictedStars[place]);
  }

  @Override
  public int size() {
    return movies.length;
  }
}
