package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.governance.LineageEvents;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Training runs that are told of: that a trainer takes one up, and its end, once that is recorded,
 * by whoever records it. That is the trainer, or for a trainer that died a server. Of a run that
 * nobody took up nothing is told. As safe for use by several threads as what is behind it.
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
    boolean ends = run.state().isFinal() && isAtWork(run.id());
    runs.update(run);
    if (ends) {
      tellEndOf(run);
    }
  }

  private boolean isAtWork(RunId id) {
    return runs.find(id).filter(run -> run.state() == State.RUNNING).isPresent();
  }

  private void tellEndOf(TrainingRun run) {
    events.ended(run, inputs(run));
  }

  /** The run is over: what cannot be read any more is left out. */
  private Optional<TrainingInputs> inputs(TrainingRun run) {
    try {
      return run.figures().generation().flatMap(registry::find).map(Generation::inputs);
    } catch (StoreUnavailableException e) {
      return Optional.empty();
    }
  }

  /** What {@code begin} would end in passing is ended before, so that it is told of. */
  @Override
  public Claim begin(TrainingRun run) {
    Optional<TrainingRun> unused = endDeserted();
    return runs.begin(run);
  }

  @Override
  public Optional<TrainingRun> endDeserted() {
    Optional<TrainingRun> ended = runs.endDeserted();
    ended
        .filter(run -> run.reason().filter(NOBODY_TOOK_IT_UP::equals).isEmpty())
        .ifPresent(this::tellEndOf);
    return ended;
  }

  /** A run at work goes on until its trainer sees the wish, unless that is dead. */
  @Override
  public Optional<TrainingRun> cancel(RunId id) {
    boolean atWork = isAtWork(id);
    Optional<TrainingRun> run = runs.cancel(id);
    run.filter(ended -> atWork && ended.state() == State.CANCELLED).ifPresent(this::tellEndOf);
    return run;
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
