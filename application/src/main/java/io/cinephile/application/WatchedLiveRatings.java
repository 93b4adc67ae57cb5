package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.NumberedChange;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.ViewerSketch;
import io.cinephile.domain.recommendation.KnownViewers;
import io.cinephile.domain.recommendation.KnownViewers.Known;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Live ratings that ask the store only about viewers and movies of which something may have been
 * changed. Of all others it is known in memory that nothing was, from looks at what is new in the
 * store, which are made in the background for as long as questions come quickly. An answer rests on
 * a look that is at most {@link #FRESH} old, or else on the store itself; and a change is
 * acknowledged {@link #FRESH} after it was stored, when no server can answer from a look that did
 * not see it. So servers need not tell each other anything: this is a lease of fixed length that
 * every reader holds (Gray and Cheriton, "Leases: an efficient fault-tolerant mechanism for
 * distributed file cache consistency", 1989).
 *
 * <p>A look asks for what is numbered from some change on that was the newest a while ago, since
 * changes do not become visible in the order of their numbers. That while is {@link #QUICK}; a
 * change that takes longer to be stored is stored again. Should the change that looks begin with be
 * gone, numbers may have been given anew, and everything is looked through again.
 *
 * <p>Safe for use by several threads, as far as the store is.
 */
public final class WatchedLiveRatings implements LiveRatings {
  /** No answer rests on a look that began longer ago. */
  static final Duration FRESH = Duration.ofMillis(100);

  /** Where questions come quickly, a look that began so long ago is followed by another. */
  static final Duration RENEWED = Duration.ofMillis(60);

  /** A change is stored within that time, or stored again. */
  static final Duration QUICK = Duration.ofSeconds(2);

  private static final int ATTEMPTS = 3;

  private final LiveRatings store;
  private final Executor background;
  private final Time time;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Look last = Look.NONE;
  private volatile long asked;

  /** Time as it passes in this process. */
  public interface Time {
    /** The system's. */
    Time SYSTEM =
        new Time() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void pause(Duration duration) {
            Retries.sleep(duration);
          }
        };

    /** Nanoseconds since some moment. */
    long nanos();

    /**
     * Returns when so much time has passed.
     *
     * @throws CancellationException if the thread is interrupted; it stays interrupted
     */
    void pause(Duration duration);
  }

  /**
   * @param store the ratings themselves
   * @param background where looks are made, one at a time; may refuse to
   */
  public WatchedLiveRatings(LiveRatings store, Executor background, Time time) {
    this.store = store;
    this.background = background;
    this.time = time;
    this.asked = time.nanos() - FRESH.toNanos();
  }

  /** About whom something may have been changed; only grows. */
  private static final class Changed {
    final ViewerSketch viewers = new ViewerSketch();
    final Set<MovieId> movies = ConcurrentHashMap.newKeySet();

    void add(NumberedChange change) {
      viewers.add(change.viewer());
      movies.add(change.movie());
    }
  }

  /**
   * The newest change that a look has seen.
   *
   * @param change empty where there was none
   * @param seen when the look had ended
   */
  private record Mark(Optional<NumberedChange> change, long seen) {
    long number() {
      return change.map(NumberedChange::number).orElse(0L);
    }
  }

  /**
   * What is known.
   *
   * @param changed empty where not everything was looked through
   * @param begun all that was stored by then is in it
   * @param settled whatever is numbered lower is in it, or will be stored again; where looks begin
   * @param next will be settled in a while; empty before the first look
   */
  private record Look(
      Optional<Changed> changed, long begun, Optional<Mark> settled, Optional<Mark> next) {
    static final Look NONE = new Look(Optional.empty(), 0, Optional.empty(), Optional.empty());
  }

  /**
   * Reads all that is known of viewers, and no live ratings where none of them has any.
   *
   * @param both reads them where somebody may have
   */
  public KnownViewers known(KnownViewers both, RecommendationStore recommendations) {
    return (generation, viewers) ->
        mayHaveChanged(viewers).isEmpty()
            ? new Known(recommendations.profiles(generation, viewers), List.of())
            : both.read(generation, viewers);
  }

  @Override
  public List<RatingChange> by(Collection<Pseudonym> viewers) {
    Collection<Pseudonym> asked = mayHaveChanged(viewers);
    return asked.isEmpty() ? List.of() : store.by(asked);
  }

  @Override
  public List<RatingChange> about(MovieId movie, int limit) {
    return fresh().filter(changed -> !changed.movies.contains(movie)).isPresent()
        ? List.of()
        : store.about(movie, limit);
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreUnavailableException also if the store takes too long, whatever it has stored
   */
  @Override
  public void put(RatingChange change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long begun = time.nanos();
      store.put(change);
      if (time.nanos() - begun < QUICK.toNanos()) {
        time.pause(FRESH);
        return;
      }
    }
    throw new StoreUnavailableException(
        "The store takes more than %d s to store a change.".formatted(QUICK.toSeconds()), null);
  }

  private Collection<Pseudonym> mayHaveChanged(Collection<Pseudonym> viewers) {
    Optional<Changed> fresh = fresh();
    return fresh.isEmpty()
        ? viewers
        : viewers.stream().filter(fresh.get().viewers::mayContain).toList();
  }

  /** What is known, if that is fresh; has it renewed where that will be of use. */
  private Optional<Changed> fresh() {
    long now = time.nanos();
    Look known = last;
    long age = now - known.begun;
    boolean soonAgain = now - asked < FRESH.toNanos();
    asked = now;
    if (soonAgain && (known.changed.isEmpty() || age >= RENEWED.toNanos())) {
      renew();
    }
    return age < FRESH.toNanos() ? known.changed : Optional.empty();
  }

  private void renew() {
    if (looking.compareAndSet(false, true)) {
      try {
        background.execute(this::lookOnce);
      } catch (RejectedExecutionException e) {
        looking.set(false);
      }
    }
  }

  private void lookOnce() {
    try {
      last = look(last);
    } catch (StoreUnavailableException | CancellationException e) {
      // The store is asked instead, and whoever asks is told.
    } finally {
      looking.set(false);
    }
  }

  private Look look(Look former) {
    long begun = time.nanos();
    if (former.next.isEmpty()) {
      Mark newest = new Mark(store.newestNumbered(), time.nanos());
      return new Look(Optional.empty(), begun, Optional.empty(), Optional.of(newest));
    }
    boolean settles = begun - former.next.get().seen >= QUICK.toNanos();
    if (former.settled.isEmpty() && !settles) {
      return former;
    }
    Changed changed = former.changed.orElseGet(Changed::new);
    Optional<Mark> newest = readInto(changed, former.settled);
    if (newest.isEmpty()) {
      return Look.NONE;
    }
    return settles
        ? new Look(Optional.of(changed), begun, former.next, newest)
        : new Look(Optional.of(changed), begun, former.settled, former.next);
  }

  /**
   * Adds what is numbered like a settled change and above, or everything.
   *
   * @return the newest; empty where the settled change is not there any more
   */
  private Optional<Mark> readInto(Changed changed, Optional<Mark> settled) {
    Optional<NumberedChange> guard = settled.flatMap(Mark::change);
    boolean guarded = guard.isEmpty();
    Optional<NumberedChange> newest = Optional.empty();
    try (Stream<NumberedChange> changes =
        store.numberedFrom(settled.map(Mark::number).orElse(0L))) {
      for (Iterator<NumberedChange> each = changes.iterator(); each.hasNext(); ) {
        NumberedChange change = each.next();
        changed.add(change);
        newest = Optional.of(change);
        guarded |= guard.isPresent() && change.isOfSamePair(guard.get());
      }
    }
    return guarded ? Optional.of(new Mark(newest, time.nanos())) : Optional.empty();
  }

  @Override
  public Map<MovieId, Long> timesRatedAfter(Instant from, ViewerSet uncounted) {
    return store.timesRatedAfter(from, uncounted);
  }

  @Override
  public long countBefore(Instant moment) {
    return store.countBefore(moment);
  }

  @Override
  public long removeBefore(Instant moment) {
    return store.removeBefore(moment);
  }

  @Override
  public Instant newest(ViewerSet uncounted) {
    return store.newest(uncounted);
  }

  @Override
  public Stream<RatingChange> all() {
    return store.all();
  }

  @Override
  public Optional<NumberedChange> newestNumbered() {
    return store.newestNumbered();
  }

  @Override
  public Stream<NumberedChange> numberedFrom(long least) {
    return store.numberedFrom(least);
  }

  @Override
  public long erase(Collection<Pseudonym> viewers) {
    return store.erase(viewers);
  }
}
