package io.cinephile.domain.recommendation;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedViewer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one viewer is recommended, as a vote: some hundred are counted for one answer, so it is laid
 * out to be read fast. The arrays belong to the ballot, and are not to be written to.
 *
 * @param movies their numbers, the best first
 * @param predictedStars of each of them
 * @param rated numbers of the movies that the viewer has rated and could not vote for, ascending
 */
public record Ballot(int[] movies, float[] predictedStars, int[] rated) {
  /** The first so many recommendations. */
  public static Ballot of(PublishedViewer viewer, int depth) {
    List<Recommendation> best =
        viewer.profile().recommendations().recommendations().stream().limit(depth).toList();
    float[] stars = new float[best.size()];
    for (int place = 0; place < stars.length; place++) {
      stars[place] = (float) best.get(place).predictedStars();
    }
    int[] movies = best.stream().mapToInt(it -> it.movie().value()).toArray();
    return new Ballot(movies, stars, viewer.rated());
  }

  /** It refuses arrays of different lengths by an {@link IllegalArgumentException}. */
  public Ballot {
    if (movies.length != predictedStars.length) {
      throw new IllegalArgumentException(
          "%d movies came with %d predictions".formatted(movies.length, predictedStars.length));
    }
  }

  /**
   * How many of those who vote have rated each of some movies.
   *
   * @return counts from 1; a movie that none of them rated is absent
   */
  public static Map<MovieId, Long> timesRated(List<Ballot> ballots, Collection<MovieId> movies) {
    int[] counted = movies.stream().mapToInt(MovieId::value).sorted().toArray();
    Map<MovieId, Long> times = new HashMap<>();
    for (Ballot ballot : ballots) {
      int next = 0;
      for (int movie : ballot.rated) {
        while (next < counted.length && counted[next] < movie) {
          next++;
        }
        if (next < counted.length && counted[next] == movie) {
          times.merge(new MovieId(movie), 1L, Long::sum);
        }
      }
    }
    return times;
  }
}
