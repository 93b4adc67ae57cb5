package io.cinephile.application.fakes;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.NumberedChange;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps live ratings in memory; passes the same contract suite as the real store. */
public final class InMemoryLiveRatings implements LiveRatings {
  private final Map<Pair, RatingChange> changes = new HashMap<>();
  private final Map<Pair, Long> numbers = new HashMap<>();
  private long made;

  private record Pair(Pseudonym viewer, MovieId movie) {}

  @Override
  public synchronized void put(RatingChange change) {
    Pair pair = new Pair(change.viewer(), change.movie());
    changes.put(pair, change);
    numbers.put(pair, ++made);
  }

  @Override
  public synchronized List<RatingChange> by(Collection<Pseudonym> viewers) {
    return changes.values().stream()
        .filter(change -> viewers.contains(change.viewer()))
        .sorted(RatingChange.NEWEST_FIRST)
        .toList();
  }

  @Override
  public synchronized List<RatingChange> about(MovieId movie, int limit) {
    return changes.values().stream()
        .filter(change -> change.movie().equals(movie))
        .sorted(RatingChange.NEWEST_FIRST)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Map<MovieId, Long> timesRatedAfter(Instant from, ViewerSet uncounted) {
    return changes.values().stream()
        .filter(change -> change.stars().isPresent() && change.time().isAfter(from))
        .filter(change -> !uncounted.contains(change.viewer()))
        .collect(Collectors.groupingBy(RatingChange::movie, Collectors.counting()));
  }

  @Override
  public synchronized long countBefore(Instant time) {
    return changes.values().stream().filter(change -> isRatedBefore(change, time)).count();
  }

  @Override
  public synchronized long removeBefore(Instant time) {
    long count = countBefore(time);
    changes.values().removeIf(change -> isRatedBefore(change, time));
    return count;
  }

  private static boolean isRatedBefore(RatingChange change, Instant time) {
    return change.stars().isPresent() && change.time().isBefore(time);
  }

  @Override
  public synchronized Instant newest(ViewerSet uncounted) {
    return changes.values().stream()
        .filter(change -> !uncounted.contains(change.viewer()))
        .map(RatingChange::time)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  @Override
  public synchronized Stream<RatingChange> all() {
    return changes.values().stream()
        .sorted(Comparator.comparing(RatingChange::viewer).thenComparing(RatingChange::movie))
        .toList()
        .stream();
  }

  @Override
  public synchronized Stream<NumberedChange> numberedFrom(long least) {
    return changes.keySet().stream()
        .map(pair -> new NumberedChange(numbers.get(pair), pair.viewer, pair.movie))
        .filter(change -> change.number() >= least)
        .sorted(Comparator.comparing(NumberedChange::number))
        .toList()
        .stream();
  }

  @Override
  public Optional<NumberedChange> newestNumbered() {
    return numberedFrom(0).reduce((lower, higher) -> higher);
  }

  /** Puts other pseudonyms in the place of all; how many changes there are. */
  synchronized long rename(UnaryOperator<Pseudonym> change) {
    List<RatingChange> renamed =
        all()
            .map(
                said ->
                    new RatingChange(
                        change.apply(said.viewer()), said.movie(), said.stars(), said.time()))
            .toList();
    changes.clear();
    renamed.forEach(this::put);
    return renamed.size();
  }

  @Override
  public synchronized long erase(Collection<Pseudonym> viewers) {
    int before = changes.size();
    changes.keySet().removeIf(pair -> viewers.contains(pair.viewer()));
    return before - changes.size();
  }
}
