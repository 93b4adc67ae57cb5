package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.governance.LineageEvents;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The training runs of a trainer, which tells of each run that it takes up, and of its end once
 * that is recorded. A run whose trainer dies is told of when it starts, and never again. As safe
 * for use by several threads as what is behind it.
 */
public final class AnnouncedRuns implements TrainingRuns {
  private final TrainingRuns runs;
  private final GenerationRegistry registry;
  private final LineageEvents events;
  private final Clock clock;

  public AnnouncedRuns(
      TrainingRuns runs, GenerationRegistry registry, LineageEvents events, Clock clock) {
    this.runs = runs;
    this.registry = registry;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public Optional<TrainingRun> take(RunId id) {
    Optional<TrainingRun> taken = runs.take(id);
    taken.ifPresent(run -> events.started(run, clock.instant()));
    return taken;
  }

  @Override
  public void update(TrainingRun run) {
    runs.update(run);
    if (run.state().isFinal()) {
      events.ended(run, inputs(run));
    }
  }

  /** The run is over: what cannot be read any more is left out. */
  private Optional<TrainingInputs> inputs(TrainingRun run) {
    try {
      return run.figures().generation().flatMap(registry::find).map(Generation::inputs);
    } catch (StoreUnavailableException e) {
      return Optional.empty();
    }
  }

  @Override
  public Claim begin(TrainingRun run) {
    return runs.begin(run);
  }

  @Override
  public Optional<TrainingRun> cancel(RunId id) {
    return runs.cancel(id);
  }

  @Override
  public Optional<TrainingRun> find(RunId id) {
    return runs.find(id);
  }

  @Override
  public List<TrainingRun> latest(int limit) {
    return runs.latest(limit);
  }

  @Override
  public long countBefore(Instant time, Collection<RunId> spared) {
    return runs.countBefore(time, spared);
  }

  @Override
  public long removeBefore(Instant time, Collection<RunId> spared) {
    return runs.removeBefore(time, spared);
  }

  @Override
  public Optional<TrainingRun> unfinished() {
    return runs.unfinished();
  }
}
