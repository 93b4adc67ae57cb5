package io.cinephile.domain.recommendation;

import java.util.List;

/**
 * What one viewer is recommended, as a vote: some hundred are counted for one answer, so it is laid
 * out to be read fast. The arrays belong to the ballot, and are not to be written to.
 *
 * @param movies their numbers, the best first
 * @param predictedStars of each of them
 */
public record Ballot(int[] movies, float[] predictedStars) {
  /** The first so many recommendations. */
  public static Ballot of(ViewerRecommendations recommended, int depth) {
    List<Recommendation> best = recommended.recommendations().stream().limit(depth).toList();
    float[] stars = new float[best.size()];
    for (int place = 0; place < stars.length; place++) {
      stars[place] = (float) best.get(place).predictedStars();
    }
    return new Ballot(best.stream().mapToInt(it -> it.movie().value()).toArray(), stars);
  }

  /** It refuses arrays of different lengths by an {@link IllegalArgumentException}. */
  public Ballot {
    if (movies.length != predictedStars.length) {
      throw new IllegalArgumentException(
          "%d movies came with %d predictions".formatted(movies.length, predictedStars.length));
    }
  }
}
