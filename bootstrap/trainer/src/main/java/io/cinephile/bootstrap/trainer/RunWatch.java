package io.cinephile.bootstrap.trainer;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up every run that waits for a trainer, one after the other, whatever becomes of each, and
 * outlives outages of the store. Used by one thread.
 */
final class RunWatch {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

  private final TrainingRuns runs;
  private final Function<RunId, Optional<TrainingRun>> work;
  private final Consumer<String> tell;
  private final Duration look;
  private boolean outage;

  /**
   * @param work does a run to its end; empty if somebody else was faster
   * @param tell is told, in sentences, what is going on
   * @param look between two looks for a run
   */
  RunWatch(
      TrainingRuns runs,
      Function<RunId, Optional<TrainingRun>> work,
      Consumer<String> tell,
      Duration look) {
    this.runs = runs;
    this.work = work;
    this.tell = tell;
    this.look = look;
  }

  /** Goes on until that says so. To be quick about it, interrupt the thread as well. */
  void until(BooleanSupplier stopped) {
    tell.accept("Waiting for training runs.");
    while (true) {
      // Whoever interrupted the last run may have been a little late.
      boolean unused = Thread.interrupted();
      if (stopped.getAsBoolean()) {
        return;
      }
      lookOnce();
      pause();
    }
  }

  private void lookOnce() {
    try {
      Optional<TrainingRun> queued = queued();
      if (outage) {
        outage = false;
        tell.accept("The store answers again.");
      }
      queued.ifPresent(run -> workOn(run.id()));
    } catch (StoreUnavailableException e) {
      if (!outage) {
        outage = true;
        tell.accept(e.getMessage() + " Waiting for the store.");
      }
    } catch (RuntimeException e) {
      LOG.error("The look for a run failed.", e);
    }
  }

  private Optional<TrainingRun> queued() {
    return runs.unfinished().filter(run -> run.state() == State.QUEUED);
  }

  private void workOn(RunId id) {
    tell.accept("Run %s: begun.".formatted(id));
    try {
      tell.accept(
          work.apply(id).map(RunWatch::ending).orElse("Run %s: not to be had.".formatted(id)));
    } catch (TrainingRuns.LeaseLostException e) {
      tell.accept(e.getMessage());
    }
  }

  private static String ending(TrainingRun run) {
    String state = run.state().name().toLowerCase(Locale.ROOT);
    return "Run %s: %s. %s".formatted(run.id(), state, run.reason().orElse("")).strip();
  }

  private void pause() {
    try {
      Thread.sleep(look.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
