package io.cinephile.application;

import io.cinephile.domain.privacy.Consents;
import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.Erasure.Deletion;
import io.cinephile.domain.privacy.Erasure.Pass;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

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
   * Deletes whatever is stored of suppressed viewers.
   *
   * @param viewers at most 1,000; all of them cost little more than one
   * @return whether nothing is left; a generation that is being written may hold something until it
   *     is sealed or deleted
   */
  boolean over(Collection<Pseudonym> viewers, Pass pass) {
    LiveRatings live = places.live();
    live.by(viewers).stream()
        .collect(Collectors.groupingBy(RatingChange::viewer, Collectors.counting()))
        .forEach((viewer, ratings) -> record(viewer, "live ratings", pass, ratings));
    live.erase(viewers);
    viewers.forEach(viewer -> decisionsOf(viewer, pass));
    boolean all = true;
    for (GenerationId generation : places.store().stored()) {
      all &= from(generation, viewers, pass);
    }
    return all;
  }

  private void decisionsOf(Pseudonym viewer, Pass pass) {
    Consents consents = places.consents();
    if (consents.of(viewer).isPresent()) {
      record(viewer, "consents", pass, 1);
      consents.forget(viewer);
    }
  }

  private boolean from(GenerationId generation, Collection<Pseudonym> viewers, Pass pass) {
    Counts held = places.store().held(generation, viewers);
    if (viewers.size() == 1) {
      viewers.forEach(viewer -> record(viewer, generation, pass, held));
    } else if (holds(held)) {
      viewers.forEach(
          viewer ->
              record(viewer, generation, pass, places.store().held(generation, List.of(viewer))));
    }
    return places.store().erase(generation, viewers);
  }

  private static boolean holds(Counts held) {
    return held.ratings() > 0 || held.viewers() > 0;
  }

  private void record(Pseudonym viewer, GenerationId generation, Pass pass, Counts held) {
    if (!holds(held)) {
      return;
    }
    List<Deletion> deletions = new ArrayList<>();
    if (held.ratings() > 0) {
      deletions.add(deletion("ratings of generation " + generation, pass, held.ratings()));
    }
    if (held.viewers() > 0) {
      String place = "recommendations and learnt vectors of generation " + generation;
      deletions.add(deletion(place, pass, held.viewers()));
    }
    // Before anything is deleted, by which one would have known.
    suppressions.change(
        viewer,
        erasure -> {
          Erasure recorded = erasure.learntWith(generation);
          for (Deletion deletion : deletions) {
            recorded = recorded.with(deletion);
          }
          return recorded;
        });
  }

  private void record(Pseudonym viewer, String place, Pass pass, long items) {
    Deletion deletion = deletion(place, pass, items);
    suppressions.change(viewer, erasure -> erasure.with(deletion));
  }

  private Deletion deletion(String place, Pass pass, long items) {
    return new Deletion(place, pass, items, clock.instant());
  }
}
