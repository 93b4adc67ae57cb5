package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.RemainingTime;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainerEnd;
import io.cinephile.domain.training.TrainingLauncher;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns;
import io.cinephile.domain.training.TrainingRuns.Claim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Begins and cancels training runs, one at a time across all servers, and tells how they fare. Safe
 * for use by several threads.
 */
public final class StartTraining {
  /** How long a trainer may take to end a run that is cancelled. */
  static final Duration GRACE = Duration.ofSeconds(3);

  /** So many runs are looked through for one that tells how long another may take. */
  private static final int LOOKED_BACK = 20;

  private final TrainingRuns runs;
  private final TrainingLauncher launcher;
  private final SweepGenerations sweep;
  private final Clock clock;
  private final IntSupplier salt;

  /**
   * @param salt tells runs of the same second apart
   */
  public StartTraining(
      TrainingRuns runs,
      TrainingLauncher launcher,
      SweepGenerations sweep,
      Clock clock,
      IntSupplier salt) {
    this.runs = runs;
    this.launcher = launcher;
    this.sweep = sweep;
    this.clock = clock;
    this.salt = salt;
  }

  /**
   * Begins a run, or names the one that is at work.
   *
   * @param forced whether its generation is to be served whatever the gate says
   */
  public Claim start(
      Trigger trigger, DatasetLocation dataset, TrainingParameters parameters, boolean forced) {
    Instant now = clock.instant();
    RunId id = new RunId("run-" + GenerationId.of(now, salt.getAsInt()));
    Claim claim = runs.begin(TrainingRun.requested(id, trigger, dataset, parameters, forced, now));
    if (claim instanceof Claim.Granted) {
      launch(id);
    }
    return claim;
  }

  /**
   * Has a run end before its time: a queued one at once, one at work within seconds. Nothing that
   * is served changes. A run that is just being activated may be done before the wish is seen.
   *
   * @return the run as it is now, which was over before if it says so; empty if there is none
   */
  public Optional<TrainingRun> cancel(RunId id) {
    Optional<TrainingRun> run = runs.cancel(id);
    if (run.filter(TrainingRun::cancelWanted).isPresent()) {
      launcher.stop(id, run.get().state().isFinal() ? Duration.ZERO : GRACE);
    }
    return run;
  }

  /**
   * Ends the run of a trainer that died where nobody saw it, and removes what it wrote.
   *
   * @return the run, if there was one
   * @throws StoreUnavailableException if the store does not answer
   */
  public Optional<TrainingRun> endDeserted() {
    Optional<TrainingRun> ended = runs.endDeserted();
    if (ended.isPresent()) {
      sweep.sweep();
    }
    return ended;
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

  /**
   * How much longer a run at work will take, going by the latest run on the same data that came to
   * its end; empty where there was none, or the run has ended.
   */
  public Optional<Duration> remaining(TrainingRun run) {
    return run.state().isFinal()
        ? Optional.empty()
        : RemainingTime.of(run, runs.latest(LOOKED_BACK), clock.instant());
  }

  private void launch(RunId id) {
    try {
      launcher.launch(id, end -> close(id, end));
    } catch (RuntimeException e) {
      String reason = "The trainer could not be started: " + e.getMessage();
      close(id, new TrainerEnd(false, reason, List.of()));
      throw e;
    }
  }

  /** A trainer that died can neither record its own end nor remove what it wrote. */
  private void close(RunId id, TrainerEnd end) {
    try {
      runs.find(id).filter(run -> !run.state().isFinal()).ifPresent(run -> close(run, end));
    } catch (TrainingRuns.LeaseLostException | StoreUnavailableException e) {
      // The lease ran out or will, and whoever takes it next records the failure.
    }
  }

  private void close(TrainingRun run, TrainerEnd end) {
    Instant now = clock.instant();
    String reason = end.well() ? "The trainer ended before the run did." : end.reason();
    runs.update(run.cancelWanted() ? run.cancelled(now) : run.failed(now, reason, end.log()));
    sweep.sweep();
  }
}
