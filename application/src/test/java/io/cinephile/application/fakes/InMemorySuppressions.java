package io.cinephile.application.fakes;

import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.Pseudonym;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Keeps suppressions in memory; passes the same contract suite as the real store. */
public final class InMemorySuppressions implements Suppressions {
  private final Map<Pseudonym, Erasure> kept = new TreeMap<>();

  /** Forgets a viewer, as a store does that is restored from an older snapshot. */
  public synchronized void lose(Pseudonym viewer) {
    kept.remove(viewer);
  }

  @Override
  public synchronized Erasure begin(Erasure requested) {
    kept.putIfAbsent(requested.viewer(), requested);
    return kept.get(requested.viewer());
  }

  @Override
  public synchronized Erasure change(Pseudonym viewer, UnaryOperator<Erasure> change) {
    Erasure former = kept.get(viewer);
    if (former == null) {
      throw new IllegalStateException("The viewer is not suppressed.");
    }
    Erasure next = change.apply(former);
    kept.put(viewer, next);
    return next;
  }

  @Override
  public synchronized Optional<Erasure> find(Pseudonym viewer) {
    return Optional.ofNullable(kept.get(viewer));
  }

  @Override
  public synchronized Optional<Erasure> find(ReceiptId receipt) {
    return kept.values().stream().filter(erasure -> erasure.receipt().equals(receipt)).findFirst();
  }

  @Override
  public synchronized List<Erasure> unfinished(int limit) {
    return oldestFirst().filter(erasure -> erasure.completed().isEmpty()).limit(limit).toList();
  }

  @Override
  public synchronized Stream<Erasure> unsettled() {
    return oldestFirst().filter(erasure -> !erasure.isSettled()).toList().stream();
  }

  @Override
  public synchronized Set<Pseudonym> viewers() {
    return Set.copyOf(kept.keySet());
  }

  /** Puts other pseudonyms in the place of all; how many viewers there are. */
  synchronized long rename(UnaryOperator<Pseudonym> change) {
    List<Erasure> former = List.copyOf(kept.values());
    kept.clear();
    former.forEach(
        erasure -> {
          Pseudonym viewer = change.apply(erasure.viewer());
          kept.put(
              viewer,
              new Erasure(
                  viewer,
                  erasure.receipt(),
                  erasure.requested(),
                  erasure.deletions(),
                  erasure.firstPass(),
                  erasure.completed(),
                  erasure.learntWith(),
                  erasure.learntWithout()));
        });
    return former.size();
  }

  @Override
  public synchronized String revision() {
    return Integer.toHexString(kept.keySet().hashCode());
  }

  private Stream<Erasure> oldestFirst() {
    return kept.values().stream()
        .sorted(Comparator.comparing(Erasure::requested).thenComparing(Erasure::viewer));
  }
}
