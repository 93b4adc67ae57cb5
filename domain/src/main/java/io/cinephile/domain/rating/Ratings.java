package io.cinephile.domain.rating;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who rated what, as a generation was taught? Out-port; implementations are safe for use by several
 * threads and throw {@link io.cinephile.domain.StoreUnavailableException} when the store does not
 * answer.
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
   * All ratings by some viewers, in no particular order.
   *
   * @param viewers at most 1,000
   */
  List<Rating> by(GenerationId generation, Collection<Pseudonym> viewers);

  /**
   * What some viewers gave a movie; who did not rate it is absent.
   *
   * @param viewers at most 1,000
   */
  Map<Pseudonym, Stars> given(
      GenerationId generation, MovieId movie, Collection<Pseudonym> viewers);

  /**
   * How often a movie was given so many stars, by viewers who count in statistics.
   *
   * @return counts from 1; stars that nobody gave are absent
   */
  Map<Stars, Long> timesGiven(GenerationId generation, MovieId movie);

  /**
   * How often each movie was rated lately, by viewers who count in statistics.
   *
   * @param from ratings at this moment or later are recent
   * @return counts from 1; a movie without recent ratings is absent
   */
  Map<MovieId, Long> timesRatedSince(GenerationId generation, Instant from);

  /**
   * When the newest rating was given by viewers who count in statistics; {@link Instant#EPOCH}
   * where there is none.
   */
  Instant newest(GenerationId generation);

  /**
   * A movie's viewers.
   *
   * @param viewers how many rated it at all and count in statistics
   * @param fans how many of them gave it {@link #LIKED} stars or more
   * @param members the fans, or all viewers where there are no fans, whether or not they count; cut
   *     at the limit
   */
  record Audience(long viewers, long fans, List<Pseudonym> members) {
    /** From so many stars on a viewer counts as having liked a movie. */
    public static final double LIKED = 4;

    public Audience {
      members = List.copyOf(members);
    }

    /**
     * The audience after live changes about its movie.
     *
     * @param changes each viewer's once, the newest first
     * @param former what those viewers gave the movie before, as far as they rated it
     * @param counting tells of whom the changes count in statistics
     * @param limit at most so many members are named; new fans come first
     */
    public Audience changedBy(
        List<RatingChange> changes,
        Map<Pseudonym, Stars> former,
        Predicate<Pseudonym> counting,
        int limit) {
      if (changes.isEmpty()) {
        return this;
      }
      long viewersNow = viewers;
      long fansNow = fans;
      Set<Pseudonym> changed = new HashSet<>();
      List<Pseudonym> likers = new ArrayList<>();
      List<Pseudonym> others = new ArrayList<>();
      for (RatingChange change : changes) {
        Optional<Stars> before = Optional.ofNullable(former.get(change.viewer()));
        changed.add(change.viewer());
        if (counting.test(change.viewer())) {
          viewersNow += (change.stars().isPresent() ? 1 : 0) - (before.isPresent() ? 1 : 0);
          fansNow += (isLiking(change.stars()) ? 1 : 0) - (isLiking(before) ? 1 : 0);
        }
        if (isLiking(change.stars())) {
          likers.add(change.viewer());
        } else if (change.stars().isPresent()) {
          others.add(change.viewer());
        }
      }
      Stream<Pseudonym> unchanged = members.stream().filter(member -> !changed.contains(member));
      Stream<Pseudonym> now =
          fansNow == 0
              ? Stream.concat(others.stream(), unchanged)
              : Stream.concat(likers.stream(), fans == 0 ? Stream.empty() : unchanged);
      return new Audience(viewersNow, fansNow, now.limit(limit).toList());
    }

    private static boolean isLiking(Optional<Stars> stars) {
      return stars.isPresent() && stars.get().value() >= LIKED;
    }
  }
}
