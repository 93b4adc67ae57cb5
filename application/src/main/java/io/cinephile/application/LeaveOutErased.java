package io.cinephile.application;

import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.util.List;
import java.util.Set;

/**
 * Keeps who is erased during a training run out of what it publishes. The run asks three times:
 *
 * <ol>
 *   <li>when it begins: whoever is suppressed by then is not learnt from;
 *   <li>when the place for its generation has been opened, before anything is written to it:
 *       whoever is suppressed by then is not written;
 *   <li>when the generation is sealed, before it may be served: whoever is suppressed by then is
 *       deleted from it.
 * </ol>
 *
 * <p>A viewer is suppressed, durably, before the generations are listed from which they are
 * deleted. So whoever is suppressed after the second question is met by the third one, if it is
 * asked later, and otherwise by the erasure, which finds the generation stored and sealed. An
 * erasure that finds it stored and not yet sealed is not complete before it is sealed or gone.
 * Whoever was learnt from is recorded before the generation may be served, so that no receipt takes
 * it for one that learnt without them. Safe for use by several threads.
 */
final class LeaveOutErased {
  /** So many viewers are deleted at once. */
  private static final int BATCH = 1_000;

  private final Suppressions suppressions;
  private final RecommendationStore store;

  LeaveOutErased(Suppressions suppressions, RecommendationStore store) {
    this.suppressions = suppressions;
    this.store = store;
  }

  /**
   * Who must not be written to a generation whose place is open.
   *
   * @param unlearnt who was not learnt from
   */
  Set<Pseudonym> from(GenerationId opened, Set<Pseudonym> unlearnt) {
    Set<Pseudonym> erased = suppressions.viewers();
    record(opened, erased, unlearnt);
    return erased;
  }

  /**
   * Deletes who was erased while a generation was written.
   *
   * @param unlearnt who was not learnt from
   */
  void afterwardsFrom(GenerationId sealed, Set<Pseudonym> unlearnt) {
    Set<Pseudonym> erased = suppressions.viewers();
    record(sealed, erased, unlearnt);
    List<Pseudonym> all = erased.stream().sorted().toList();
    for (int from = 0; from < all.size(); from += BATCH) {
      store.erase(sealed, all.subList(from, Math.min(all.size(), from + BATCH)));
    }
  }

  private void record(GenerationId generation, Set<Pseudonym> erased, Set<Pseudonym> unlearnt) {
    erased.stream()
        .filter(viewer -> !unlearnt.contains(viewer))
        .forEach(viewer -> suppressions.change(viewer, erasure -> erasure.learntWith(generation)));
  }
}
