package io.cinephile.application;

import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.Erasure.Deletion;
import io.cinephile.domain.privacy.Erasure.Pass;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import java.time.Clock;
import java.util.List;

/**
 * Looks through every place in which something of a viewer may be stored, and deletes it. What is
 * found is recorded first, so that what a crash leaves recorded and not deleted is deleted by the
 * next attempt, and counted once. Safe for use by several threads.
 */
final class ErasurePass {
  private final EraseViewer.Places places;
  private final Suppressions suppressions;
  private final Clock clock;

  ErasurePass(EraseViewer.Places places, Suppressions suppressions, Clock clock) {
    this.places = places;
    this.suppressions = suppressions;
    this.clock = clock;
  }

  /**
   * Deletes whatever is stored of a suppressed viewer.
   *
   * @return whether nothing is left; a generation that is being written may hold something until it
   *     is sealed or deleted
   */
  boolean over(Pseudonym viewer, Pass pass) {
    List<Pseudonym> one = List.of(viewer);
    LiveRatings live = places.live();
    found(viewer, "live ratings", pass, live.by(one).size());
    live.erase(one);
    Consents consents = places.consents();
    found(viewer, "consents", pass, consents.of(viewer).isPresent() ? 1 : 0);
    consents.forget(viewer);
    boolean all = true;
    for (GenerationId generation : places.store().stored()) {
      all &= from(generation, viewer, pass);
    }
    return all;
  }

  private boolean from(GenerationId generation, Pseudonym viewer, Pass pass) {
    RecommendationStore store = places.store();
    Counts held = store.held(generation, List.of(viewer));
    if (held.ratings() > 0 || held.viewers() > 0) {
      // Before anything is deleted, by which one would have known.
      suppressions.change(viewer, erasure -> erasure.learntWith(generation));
    }
    found(viewer, "ratings of generation " + generation, pass, held.ratings());
    found(
        viewer,
        "recommendations and learnt vectors of generation " + generation,
        pass,
        held.viewers());
    return store.erase(generation, List.of(viewer));
  }

  private void found(Pseudonym viewer, String place, Pass pass, long items) {
    if (items > 0) {
      Deletion deletion = new Deletion(place, pass, items, clock.instant());
      suppressions.change(viewer, erasure -> erasure.with(deletion));
    }
  }
}
