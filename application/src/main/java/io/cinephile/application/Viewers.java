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
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
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

  private final RecommendationStore recommendations;
  private final Ratings ratings;
  private final LiveRatings live;
  private final Permissions permissions;
  private final Executor beside;
  private final Memo<Pseudonym, Learnt> remembered;

  /**
   * @param beside does one of two things that are read at once, while the caller's thread does the
   *     other; must not keep it waiting for other callers
   */
  public Viewers(
      RecommendationStore recommendations,
      Ratings ratings,
      LiveRatings live,
      Permissions permissions,
      Executor beside,
      Memo.Factory memos) {
    this.recommendations = recommendations;
    this.ratings = ratings;
    this.live = live;
    this.permissions = permissions;
    this.beside = beside;
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
    Set<Pseudonym> allowing =
        viewers.stream()
            .filter(viewer -> permissions.allows(viewer, Purpose.TRAINING))
            .collect(Collectors.toSet());
    Map<Pseudonym, ViewerProfile> profiles = recalled(generation, allowing);
    Map<Pseudonym, List<RatingChange>> changes;
    if (profiles.size() == allowing.size()) {
      changes = changes(viewers);
    } else {
      CompletableFuture<Map<Pseudonym, List<RatingChange>>> changing =
          CompletableFuture.supplyAsync(() -> changes(viewers), beside);
      Set<Pseudonym> others = new HashSet<>(allowing);
      others.removeAll(profiles.keySet());
      profiles.putAll(learnt(generation, others));
      changes = joined(changing);
    }
    Map<Pseudonym, Viewer> known = new LinkedHashMap<>();
    for (Pseudonym viewer : viewers) {
      known.put(
          viewer,
          new Viewer(
              Optional.ofNullable(profiles.get(viewer)),
              changes.getOrDefault(viewer, List.of()),
              Optional.empty(),
              allowing.contains(viewer)));
    }
    List<Pseudonym> wanted =
        known.entrySet().stream()
            .filter(
                entry ->
                    !entry.getValue().changes().isEmpty() || wantsHistory.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (!wanted.isEmpty()) {
      Map<Pseudonym, List<Rating>> taught =
          ratings.by(generation, wanted).stream().collect(Collectors.groupingBy(Rating::viewer));
      for (Pseudonym viewer : wanted) {
        known.computeIfPresent(
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
    return known;
  }

  /** Forgets what is remembered of a viewer. */
  void forget(Pseudonym viewer) {
    remembered.forget(viewer);
  }

  private Map<Pseudonym, ViewerProfile> recalled(
      GenerationId generation, Collection<Pseudonym> viewers) {
    Map<Pseudonym, ViewerProfile> recalled = new HashMap<>();
    for (Pseudonym viewer : viewers) {
      remembered
          .recall(viewer)
          .filter(learnt -> learnt.generation().equals(generation))
          .ifPresent(learnt -> recalled.put(viewer, learnt.profile()));
    }
    return recalled;
  }

  /** Of whom nothing was learnt is asked for again: an index that is missing reads as empty. */
  private Map<Pseudonym, ViewerProfile> learnt(
      GenerationId generation, Collection<Pseudonym> viewers) {
    Map<Pseudonym, ViewerProfile> learnt = new HashMap<>();
    for (ViewerProfile profile : recommendations.profiles(generation, viewers)) {
      Pseudonym viewer = profile.recommendations().viewer();
      remembered.keep(viewer, new Learnt(generation, profile));
      learnt.put(viewer, profile);
    }
    return learnt;
  }

  private Map<Pseudonym, List<RatingChange>> changes(Collection<Pseudonym> viewers) {
    return live.by(viewers).stream().collect(Collectors.groupingBy(RatingChange::viewer));
  }

  private static <T> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
