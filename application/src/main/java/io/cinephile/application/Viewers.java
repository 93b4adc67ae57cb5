package io.cinephile.application;

import io.cinephile.application.Suggestion.Source;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.ranking.Opinion;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.ranking.Taste;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.RatingHistory;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.KnownViewers;
import io.cinephile.domain.recommendation.KnownViewers.Known;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of viewers: what a generation learnt, and what they rated, live changes included.
 * What it learnt does not change, so it is remembered for a while; what they rated live is read
 * each time. Of viewers who do not allow training what a generation learnt is not read. Safe for
 * use by several threads.
 */
public final class Viewers {
  /** Of so many viewers it is remembered what a generation learnt: a list and two vectors each. */
  private static final int REMEMBERED = 2_000;

  private final KnownViewers known;
  private final LiveRatings live;
  private final Ratings ratings;
  private final Permissions permissions;
  private final Memo<Pseudonym, Learnt> remembered;

  public Viewers(
      KnownViewers known,
      LiveRatings live,
      Ratings ratings,
      Permissions permissions,
      Memo.Factory memos) {
    this.known = known;
    this.live = live;
    this.ratings = ratings;
    this.permissions = permissions;
    this.remembered = memos.memo(REMEMBERED);
  }

  private record Learnt(GenerationId generation, ViewerProfile profile) {}

  /**
   * One viewer.
   *
   * @param profile what the generation learnt; empty where it was taught nothing of the viewer
   * @param changes made live, the newest first
   * @param history all ratings; empty where it was not read
   * @param taught whether models may learn from the viewer
   */
  record Viewer(
      Optional<ViewerProfile> profile,
      List<RatingChange> changes,
      Optional<RatingHistory> history,
      boolean taught) {
    /** Somebody of whom nothing is known. */
    static final Viewer UNKNOWN = new Viewer(Optional.empty(), List.of(), Optional.empty(), true);

    /** What the viewer thinks, the newest first. */
    List<Opinion> opinions() {
      return history.stream()
          .flatMap(known -> known.ratings().stream())
          .map(rating -> new Opinion(rating.movie(), rating.stars()))
          .toList();
    }

    /** Whether the generation's own vectors still are the viewer's. */
    boolean isAsLearnt() {
      return profile.isPresent()
          && history.map(known -> !known.changed()).orElse(changes.isEmpty());
    }

    Taste taste(ServedModel model) {
      return profile
          .filter(learnt -> isAsLearnt())
          .map(learnt -> new Taste(learnt.rankingFactors(), learnt.starFactors()))
          .orElseGet(() -> model.taste(opinions()));
    }

    Source source() {
      return isAsLearnt() ? Source.ALS : Source.FOLD_IN;
    }

    /** Tells apart what the viewer said over time. */
    String revision() {
      return (taught ? "" : "untaught")
          + (changes.isEmpty() ? "" : Integer.toHexString(changes.hashCode()));
    }
  }

  /**
   * Reads viewers, known or not.
   *
   * @param wantsHistory whose ratings are read, besides those who changed something
   */
  Map<Pseudonym, Viewer> read(
      GenerationId generation, Collection<Pseudonym> viewers, Predicate<Viewer> wantsHistory) {
    Map<Pseudonym, Viewer> read = withoutHistory(generation, viewers);
    List<Pseudonym> wanted =
        read.entrySet().stream()
            .filter(
                entry ->
                    !entry.getValue().changes().isEmpty() || wantsHistory.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (!wanted.isEmpty()) {
      Map<Pseudonym, List<Rating>> taught =
          ratings.by(generation, wanted).stream().collect(Collectors.groupingBy(Rating::viewer));
      for (Pseudonym viewer : wanted) {
        read.computeIfPresent(
            viewer,
            (same, found) ->
                new Viewer(
                    found.profile(),
                    found.changes(),
                    Optional.of(
                        RatingHistory.of(taught.getOrDefault(viewer, List.of()), found.changes())),
                    found.taught()));
      }
    }
    return read;
  }

  /** Forgets what is remembered of a viewer. */
  void forget(Pseudonym viewer) {
    remembered.forget(viewer);
  }

  /** Asks for each viewer once: for all that is known, or for live changes where that does. */
  private Map<Pseudonym, Viewer> withoutHistory(
      GenerationId generation, Collection<Pseudonym> viewers) {
    Set<Pseudonym> untaught = new HashSet<>();
    Map<Pseudonym, ViewerProfile> profiles = new HashMap<>();
    List<Pseudonym> toBeRead = new ArrayList<>();
    for (Pseudonym viewer : viewers) {
      if (permissions.allows(viewer, Purpose.TRAINING)) {
        recalled(generation, viewer)
            .ifPresentOrElse(profile -> profiles.put(viewer, profile), () -> toBeRead.add(viewer));
      } else {
        untaught.add(viewer);
      }
    }
    List<RatingChange> changes = new ArrayList<>();
    if (!toBeRead.isEmpty()) {
      Known found = known.read(generation, toBeRead);
      found.profiles().forEach(profile -> profiles.put(kept(generation, profile), profile));
      changes.addAll(found.changes());
    }
    if (toBeRead.size() < viewers.size()) {
      Set<Pseudonym> others = new HashSet<>(viewers);
      toBeRead.forEach(others::remove);
      changes.addAll(live.by(others));
    }
    Map<Pseudonym, List<RatingChange>> changesOf =
        changes.stream().collect(Collectors.groupingBy(RatingChange::viewer));
    Map<Pseudonym, Viewer> read = new LinkedHashMap<>();
    for (Pseudonym viewer : viewers) {
      read.put(
          viewer,
          new Viewer(
              Optional.ofNullable(profiles.get(viewer)),
              changesOf.getOrDefault(viewer, List.of()),
              Optional.empty(),
              !untaught.contains(viewer)));
    }
    return read;
  }

  private Optional<ViewerProfile> recalled(GenerationId generation, Pseudonym viewer) {
    return remembered
        .recall(viewer)
        .filter(learnt -> learnt.generation().equals(generation))
        .map(Learnt::profile);
  }

  /** Of whom nothing was learnt is asked for again: an index that is missing reads as empty. */
  private Pseudonym kept(GenerationId generation, ViewerProfile profile) {
    Pseudonym viewer = profile.recommendations().viewer();
    remembered.keep(viewer, new Learnt(generation, profile));
    return viewer;
  }
}
