package io.cinephile.application;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRuns;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Removes generations that nobody will ask for again: those that a failed or killed run left half
 * written, and of those that were published all but what is served, the newest few that may be
 * served, and the newest one that was refused, should somebody want to look into it.
 */
public final class SweepGenerations {
  /** At least so many generations that may be served stay. */
  public static final int FEWEST_KEPT = 3;

  private static final int MOST_KEPT = 100;

  /** Far more entries than anybody keeps generations, also where most were refused. */
  private static final int LOOKED_AT = 1000;

  private final RecommendationStore store;
  private final GenerationRegistry registry;
  private final TrainingRuns runs;
  private final int kept;

  /**
   * @param kept how many generations that may be served stay, from 3 to 100
   */
  public SweepGenerations(
      RecommendationStore store, GenerationRegistry registry, TrainingRuns runs, int kept) {
    this.store = store;
    this.registry = registry;
    this.runs = runs;
    this.kept = OutOfRangeException.requireBetween("sweep.keep", kept, FEWEST_KEPT, MOST_KEPT);
  }

  /** Sweeps unless a run is at work, which may be writing one. Returns what was removed. */
  public List<GenerationId> sweep() {
    return sweep(Optional.empty());
  }

  /** Sweeps on behalf of the run at work, when nothing that it wrote itself needs to be spared. */
  List<GenerationId> sweepDuring(RunId run) {
    return sweep(Optional.of(run));
  }

  /*
   * The order matters: whatever was stored before the look at the lease, and is not registered after
   * it, belongs to no run that is alive.
   */
  private List<GenerationId> sweep(Optional<RunId> sweeper) {
    List<GenerationId> stored = store.stored();
    Optional<RunId> atWork = runs.unfinished().map(TrainingRun::id);
    if (!atWork.equals(sweeper)) {
      return List.of();
    }
    Set<GenerationId> spared = spared(stored);
    List<GenerationId> leftOver = stored.stream().filter(id -> !spared.contains(id)).toList();
    leftOver.forEach(store::delete);
    return leftOver;
  }

  private Set<GenerationId> spared(List<GenerationId> stored) {
    List<Generation> registered =
        registry.latest(LOOKED_AT).stream()
            .filter(generation -> stored.contains(generation.id()))
            .toList();
    Set<GenerationId> spared = new HashSet<>();
    spared.addAll(newest(registered, Generation::isServable, kept));
    spared.addAll(newest(registered, generation -> !generation.isServable(), 1));
    store.serving().ifPresent(spared::add);
    return spared;
  }

  private static List<GenerationId> newest(
      List<Generation> generations, Predicate<Generation> which, int limit) {
    return generations.stream().filter(which).limit(limit).map(Generation::id).toList();
  }
}
