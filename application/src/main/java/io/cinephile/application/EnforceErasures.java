package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.Erasure.Pass;
import io.cinephile.domain.privacy.PrivacyChoices;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sees to it that who has been erased stays so, whatever came back with a restored snapshot, and
 * that receipts say which generations learnt with and without the viewer. Safe for use by several
 * threads.
 */
public final class EnforceErasures {
  /** So many viewers are looked for at once. */
  private static final int BATCH = 1_000;

  private final Suppressions suppressions;
  private final EraseViewer.Places places;
  private final ErasurePass pass;

  /** Whether bytes are left that were to be expunged, and could not be. */
  private boolean owed;

  public EnforceErasures(Suppressions suppressions, EraseViewer.Places places, Clock clock) {
    this.suppressions = suppressions;
    this.places = places;
    this.pass = new ErasurePass(places, suppressions, clock);
  }

  /**
   * Looks through everything for everybody who has been erased.
   *
   * @return of how many viewers something had come back, and was deleted; those whose erasure is
   *     not complete do not count
   * @throws StoreUnavailableException if the store does not answer
   */
  public int enforce() {
    List<Pseudonym> erased = suppressions.viewers().stream().sorted().toList();
    Set<Pseudonym> withConsents = withConsents(erased);
    int found = 0;
    for (int from = 0; from < erased.size(); from += BATCH) {
      List<Pseudonym> some = erased.subList(from, Math.min(erased.size(), from + BATCH));
      Set<Pseudonym> stored = stored(some);
      List<Pseudonym> back =
          some.stream()
              .filter(viewer -> stored.contains(viewer) || withConsents.contains(viewer))
              // The others are being seen to.
              .filter(viewer -> suppressions.find(viewer).flatMap(Erasure::completed).isPresent())
              .toList();
      if (!back.isEmpty()) {
        pass.over(back, Pass.LATER);
        found += back.size();
      }
    }
    expungeIfOwed(found > 0);
    settle();
    return found;
  }

  private synchronized void expungeIfOwed(boolean deleted) {
    owed |= deleted;
    if (owed && places.bytes().expunge()) {
      owed = false;
    }
  }

  private Set<Pseudonym> withConsents(List<Pseudonym> erased) {
    Set<Pseudonym> looked = new HashSet<>(erased);
    Set<Pseudonym> found = new HashSet<>();
    try (Stream<PrivacyChoices> all = places.consents().all()) {
      all.map(PrivacyChoices::viewer).filter(looked::contains).forEach(found::add);
    }
    return found;
  }

  private Set<Pseudonym> stored(List<Pseudonym> some) {
    Set<Pseudonym> found = new HashSet<>();
    places.live().by(some).stream().map(RatingChange::viewer).forEach(found::add);
    RecommendationStore store = places.store();
    for (GenerationId generation : store.stored()) {
      if (holds(generation, some)) {
        some.stream().filter(viewer -> holds(generation, List.of(viewer))).forEach(found::add);
      }
    }
    return found;
  }

  private boolean holds(GenerationId generation, List<Pseudonym> viewers) {
    Counts held = places.store().held(generation, viewers);
    return held.ratings() > 0 || held.viewers() > 0;
  }

  /**
   * Brings the receipts up to date with what is stored and served.
   *
   * @throws StoreUnavailableException if the store does not answer
   */
  public void settle() {
    List<Erasure> unsettled = new ArrayList<>();
    try (Stream<Erasure> all = suppressions.unsettled()) {
      all.filter(erasure -> erasure.completed().isPresent()).forEach(unsettled::add);
    }
    if (unsettled.isEmpty()) {
      return;
    }
    // After the receipts were read: a generation that they name was stored before that.
    Set<GenerationId> stored = Set.copyOf(places.store().stored());
    Optional<GenerationId> serving = places.store().serving();
    for (Erasure erasure : unsettled) {
      List<GenerationId> gone =
          erasure.learntWith().stream().filter(generation -> !stored.contains(generation)).toList();
      // What the receipt says by now decides: before a generation is served, whoever trained it has
      // written down of whom it learnt.
      Erasure next = settled(erasure, gone, serving);
      if (!next.equals(erasure)) {
        suppressions.change(erasure.viewer(), now -> settled(now, gone, serving));
      }
    }
  }

  private static Erasure settled(
      Erasure erasure, List<GenerationId> gone, Optional<GenerationId> serving) {
    Erasure left = erasure.unlearnt(gone::contains);
    return serving.map(left::served).orElse(left);
  }
}
