package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.SuppressionCopy;
import io.cinephile.domain.privacy.SuppressionCopy.Entry;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the list of who was erased beyond the store that it lies in: what the store has is copied,
 * and what the store has lost, since it was restored from an older snapshot, is put back, and
 * erased once more. Safe for use by several threads.
 */
public final class KeepSuppressions {
  private final Suppressions suppressions;
  private final SuppressionCopy copy;
  private final RecommendationStore generations;
  private String compared = "";
  private boolean ever;

  public KeepSuppressions(
      Suppressions suppressions, SuppressionCopy copy, RecommendationStore generations) {
    this.suppressions = suppressions;
    this.copy = copy;
    this.generations = generations;
  }

  /**
   * Compares the two, if the store's list has changed since the last time.
   *
   * @return how many were put back
   * @throws StoreUnavailableException if the store does not answer
   */
  public synchronized int look() {
    String revision = suppressions.revision();
    if (ever && revision.equals(compared)) {
      return 0;
    }
    Set<Pseudonym> stored = suppressions.viewers();
    List<Entry> copied = copy.entries();
    copy(stored, copied);
    int putBack = putBack(stored, copied);
    compared = putBack == 0 ? revision : suppressions.revision();
    ever = true;
    return putBack;
  }

  private void copy(Set<Pseudonym> stored, List<Entry> copied) {
    Set<Pseudonym> missing = new HashSet<>(stored);
    copied.forEach(entry -> missing.remove(entry.viewer()));
    List<Entry> entries = new ArrayList<>();
    missing.forEach(viewer -> suppressions.find(viewer).map(Entry::of).ifPresent(entries::add));
    if (!entries.isEmpty()) {
      copy.add(entries);
    }
  }

  private int putBack(Set<Pseudonym> stored, List<Entry> copied) {
    List<Entry> lost = copied.stream().filter(entry -> !stored.contains(entry.viewer())).toList();
    if (!lost.isEmpty()) {
      List<GenerationId> all = generations.stored();
      lost.forEach(entry -> suppressions.begin(begunAnew(entry, all)));
    }
    return lost.size();
  }

  /**
   * Which generations had learnt with the viewer was lost as well: every one that was begun before
   * the erasure may have.
   */
  private static Erasure begunAnew(Entry entry, List<GenerationId> generations) {
    GenerationId last = GenerationId.of(entry.requested(), -1);
    Erasure erasure = Erasure.begun(entry.viewer(), entry.receipt(), entry.requested());
    for (GenerationId generation : generations) {
      erasure = generation.compareTo(last) > 0 ? erasure : erasure.learntWith(generation);
    }
    return erasure;
  }
}
