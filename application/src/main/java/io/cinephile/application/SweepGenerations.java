package io.cinephile.application;

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

/**
 * Removes generations that nobody will ask for again: those that a failed or killed run left half
 * written, and all but the newest few of those that were published. What is served always stays.
 */
public final class SweepGenerations {
  /** So many published generations stay. */
  public static final int KEPT = 3;

  private final RecommendationStore store;
  private final GenerationRegistry registry;
  private final TrainingRuns runs;

  public SweepGenerations(
      RecommendationStore store, GenerationRegistry registry, TrainingRuns runs) {
    this.store = store;
    this.registry = registry;
    this.runs = runs;
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
    Set<GenerationId> kept = new HashSet<>();
    registry.latest(KEPT).stream().map(Generation::id).forEach(kept::add);
    store.serving().ifPresent(kept::add);
    List<GenerationId> leftOver = stored.stream().filter(id -> !kept.contains(id)).toList();
    leftOver.forEach(store::delete);
    return leftOver;
  }
}
