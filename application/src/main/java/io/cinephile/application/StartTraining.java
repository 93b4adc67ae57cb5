package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingLauncher;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns;
import io.cinephile.domain.training.TrainingRuns.Claim;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Begins training runs, one at a time across all servers, and tells how they fare. Safe for use by
 * several threads.
 */
public final class StartTraining {
  private final TrainingRuns runs;
  private final TrainingLauncher launcher;
  private final Clock clock;
  private final IntSupplier salt;

  /**
   * @param salt tells runs of the same second apart
   */
  public StartTraining(
      TrainingRuns runs, TrainingLauncher launcher, Clock clock, IntSupplier salt) {
    this.runs = runs;
    this.launcher = launcher;
    this.clock = clock;
    this.salt = salt;
  }

  /** Begins a run, or names the one that is at work. */
  public Claim start(Trigger trigger, DatasetLocation dataset, TrainingParameters parameters) {
    Instant now = clock.instant();
    RunId id = new RunId("run-" + GenerationId.of(now, salt.getAsInt()));
    Claim claim = runs.begin(TrainingRun.requested(id, trigger, dataset, parameters, now));
    if (claim instanceof Claim.Granted) {
      launch(id);
    }
    return claim;
  }

  /** A run by its name. */
  public Optional<TrainingRun> find(RunId id) {
    return runs.find(id);
  }

  /** The newest first. */
  public List<TrainingRun> latest(int limit) {
    return runs.latest(limit);
  }

  /** The run that nobody else may begin beside, if its trainer is alive. */
  public Optional<TrainingRun> atWork() {
    return runs.unfinished();
  }

  private void launch(RunId id) {
    try {
      launcher.launch(
          id, lastWords -> close(id, "The trainer ended before the run did. " + lastWords));
    } catch (RuntimeException e) {
      close(id, "The trainer could not be started: " + e.getMessage());
      throw e;
    }
  }

  /** A trainer that died cannot record its own end. */
  private void close(RunId id, String reason) {
    try {
      runs.find(id)
          .filter(run -> !run.state().isFinal())
          .ifPresent(run -> runs.update(run.failed(clock.instant(), reason.strip())));
    } catch (TrainingRuns.LeaseLostException | StoreUnavailableException e) {
      // The lease ran out or will, and whoever takes it next records the failure.
    }
  }
}
