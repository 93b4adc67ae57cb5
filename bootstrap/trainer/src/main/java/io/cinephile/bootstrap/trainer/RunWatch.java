package io.cinephile.bootstrap.trainer;

import io.cinephile.application.RunTraining;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRuns;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for runs and does them, one after the other, until its thread is interrupted. Any number of
 * watches may share a store: each run is taken up by one of them.
 */
final class RunWatch {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final TrainingRuns runs;
  private final RunTraining training;
  private final PrintStream out;
  private boolean away;

  RunWatch(TrainingRuns runs, RunTraining training, PrintStream out) {
    this.runs = runs;
    this.training = training;
    this.out = out;
  }

  /** Returns when the thread has been interrupted, which also ends the run at work. */
  void untilInterrupted() {
    out.println("Waiting for training runs. Stop: Ctrl-C");
    while (!Thread.currentThread().isInterrupted()) {
      try {
        next().flatMap(run -> training.run(run.id())).ifPresent(this::tell);
        pause();
      } catch (TrainingRuns.LeaseLostException e) {
        out.println(e.getMessage());
      }
    }
  }

  private Optional<TrainingRun> next() {
    try {
      Optional<TrainingRun> queued = runs.unfinished().filter(run -> run.state() == State.QUEUED);
      if (away) {
        out.println("The store is back.");
      }
      away = false;
      return queued;
    } catch (StoreUnavailableException e) {
      if (!away) {
        out.println(e.getMessage() + " Waiting for it.");
      }
      away = true;
      return Optional.empty();
    }
  }

  private void tell(TrainingRun run) {
    out.printf(
        "%s %s%s%n", run.id(), run.state(), run.reason().map(reason -> ": " + reason).orElse("."));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
