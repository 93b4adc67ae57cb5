package io.cinephile.domain.rating;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Who rated what? Out-port; implementations are safe for use by several threads and throw {@link
 * io.cinephile.domain.StoreUnavailableException} when the store does not answer.
 */
public interface Ratings {

  /**
   * The viewers who interacted with a movie.
   *
   * @param limit at most so many members are named: those who gave most stars first, ties in the
   *     order of their pseudonyms, which is as good as drawn by lot and the same each time
   */
  Audience audienceOf(GenerationId generation, MovieId movie, int limit);

  /**
   * How many of some viewers rated each of some movies, whatever the stars.
   *
   * @param viewers at most 1,000
   * @param movies at most 1,000
   * @return counts from 1; a movie that none of them rated is absent
   */
  Map<MovieId, Long> timesRated(
      GenerationId generation, Collection<Pseudonym> viewers, Collection<MovieId> movies);

  /**
   * A movie's viewers.
   *
   * @param viewers how many rated it at all
   * @param fans how many of them gave it {@link #LIKED} stars or more
   * @param members the fans, or all viewers where there are no fans; cut at the limit
   */
  record Audience(long viewers, long fans, List<Pseudonym> members) {
    /** From so many stars on a viewer counts as having liked a movie. */
    public static final double LIKED = 4;

    public Audience {
      members = List.copyOf(members);
    }
  }
}
