package io.cinephile.domain.rating;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.ViewerSet;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What did viewers say since the data were imported? Out-port. Of each pair of viewer and movie the
 * last change is kept, beyond all generations. Implementations are safe for use by several threads
 * and throw {@link io.cinephile.domain.StoreUnavailableException} when the store does not answer.
 */
public interface LiveRatings {
  /** Of one viewer at most so many changes are read, the newest. */
  int MOST_OF_A_VIEWER = 10_000;

  /**
   * Keeps a change in the place of an earlier one of the same viewer and movie. When this returns
   * the change is durable, and every reader sees it, on every server.
   */
  void put(RatingChange change);

  /** All that these viewers changed, the newest first. */
  List<RatingChange> by(Collection<Pseudonym> viewers);

  /**
   * What was changed about a movie, the newest first.
   *
   * @param limit at most so many
   */
  List<RatingChange> about(MovieId movie, int limit);

  /**
   * How often each movie was rated lately, without what was taken back.
   *
   * @param from ratings after this moment are recent
   * @param uncounted whose ratings do not count
   * @return counts from 1; a movie without recent ratings is absent
   */
  Map<MovieId, Long> timesRatedAfter(Instant from, ViewerSet uncounted);

  /** How many {@link #removeBefore} would remove. */
  long countBefore(Instant time);

  /**
   * Removes ratings that were given before that time. That a rating was taken back stays known,
   * since without it an imported one would come back.
   *
   * @return how many
   */
  long removeBefore(Instant time);

  /**
   * When the newest change was made; {@link Instant#EPOCH} where there is none.
   *
   * @param uncounted whose changes do not count
   */
  Instant newest(ViewerSet uncounted);

  /**
   * Every change, by viewer, then by movie. Read lazily and never collected whole; whoever opens
   * the stream closes it. Changes that are made meanwhile may or may not be in it.
   */
  Stream<RatingChange> all();

  /** The change with the highest number; empty where there is none. */
  Optional<NumberedChange> newestNumbered();

  /**
   * The changes with that number and above, the highest last. Of a pair of viewer and movie there
   * is the last change alone, also if it is made while the stream is read. A change that is being
   * made may be missing although higher ones are there. Read lazily and never collected whole;
   * whoever opens the stream closes it.
   *
   * @param least 0 for all
   */
  Stream<NumberedChange> numberedFrom(long least);

  /**
   * Removes all that these viewers changed. When this returns nobody reads any of it; whatever is
   * put meanwhile may stay.
   *
   * @param viewers at most 1,000
   * @return how many changes were removed
   */
  long erase(Collection<Pseudonym> viewers);
}
