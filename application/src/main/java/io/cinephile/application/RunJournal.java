package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Figures;
import io.cinephile.domain.training.TrainingRun.Progress;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRuns;
import io.cinephile.domain.training.TrainingRuns.LeaseLostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Writes down where a run stands, and keeps its lease while the work goes on: a thread of its own
 * renews it every {@link #HEARTBEAT}, and looks every {@link #LOOK} whether somebody wants the run
 * to end. A wish to end, or a lost lease, interrupts the thread that made the journal, and surfaces
 * at that thread's next call as {@link CancellationException} or {@link LeaseLostException}. An
 * outage of the store does not: what could not be written is written later.
 */
final class RunJournal implements AutoCloseable {
  static final Duration HEARTBEAT = Duration.ofSeconds(5);
  static final Duration PROGRESS = Duration.ofMillis(500);
  static final Duration LOOK = Duration.ofSeconds(1);

  private final TrainingRuns runs;
  private final Retries retries;
  private final Clock clock;
  private final Thread worker = Thread.currentThread();
  private final ScheduledExecutorService heart;
  private TrainingRun run;
  private Instant written = Instant.MIN;
  private RuntimeException stop;
  private boolean undisturbed;

  RunJournal(TrainingRun run, TrainingRuns runs, Retries retries, Clock clock) {
    this.run = run;
    this.runs = runs;
    this.retries = retries;
    this.clock = clock;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "run-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    long period = LOOK.toMillis();
    // What the future would tell, the worker learns from the field "stop".
    var unused = heart.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  synchronized TrainingRun run() {
    return run;
  }

  /** Leaves the stage and begins the next. */
  synchronized void enter(Stage stage, String activity) {
    leaveStage();
    run = run.at(new Progress(stage, clock.instant(), activity, 0));
    look();
    write();
  }

  /**
   * Tells how far the stage is.
   *
   * @param fraction of the stage; whatever lies outside 0 to 1 is cut
   */
  synchronized void progressed(String activity, double fraction) {
    run = run.at(run.progress().further(activity, Math.max(0, Math.min(1, fraction))));
    if (stop != null || !clock.instant().isBefore(written.plus(PROGRESS))) {
      write();
    }
  }

  synchronized void know(Figures figures) {
    run = run.with(figures);
    write();
  }

  /** Does what an outage of the store must not break; tells of the outage. */
  <T> T throughOutages(Supplier<T> work) {
    return retries.attempt(
        work,
        (outage, pause) ->
            progressed(
                "%s Trying again in %d s.".formatted(outage.getMessage(), pause.toSeconds()),
                run().progress().fraction()));
  }

  /** The same for what returns nothing. */
  void throughOutages(Runnable work) {
    throughOutages(
        () -> {
          work.run();
          return work;
        });
  }

  /**
   * From now on nobody interrupts the work: the run can no longer be cancelled, or is being tidied
   * up.
   */
  void beUndisturbed() {
    synchronized (this) {
      undisturbed = true;
    }
    boolean unused = Thread.interrupted();
  }

  /**
   * Looks whether somebody wants the run to end: whoever was interrupted may have been for that,
   * and been told faster than the heart looks.
   */
  synchronized void noticeWishes() {
    if (stop == null) {
      look();
    }
  }

  /** The last moment to end the run because somebody wanted so. */
  synchronized void heedWishes() {
    noticeWishes();
    if (stop != null) {
      throw stop;
    }
  }

  /** Makes sure that the run still holds its lease, if need be by waiting for the store. */
  void confirmLease() {
    throughOutages(() -> runs.update(run()));
  }

  /** Whether the run ends because somebody wanted so. */
  synchronized boolean isCancelled() {
    return stop instanceof CancellationException;
  }

  /** Whether another run may have begun. */
  synchronized boolean hasLostLease() {
    return stop instanceof LeaseLostException;
  }

  /** Writes down how the run ended, if need be by waiting for the store. */
  void end(UnaryOperator<TrainingRun> ending) {
    synchronized (this) {
      run = ending.apply(run);
    }
    retries.attempt(
        () -> {
          runs.update(run());
          return true;
        },
        (outage, pause) -> {});
  }

  /** The stage has been finished. */
  synchronized void leaveStage() {
    Progress progress = run.progress();
    run = run.took(progress.stage(), Duration.between(progress.since(), clock.instant()));
  }

  @Override
  public void close() {
    heart.shutdownNow();
  }

  private void write() {
    if (stop != null && !undisturbed) {
      throw stop;
    }
    try {
      runs.update(run);
      written = clock.instant();
    } catch (LeaseLostException e) {
      stop = e;
      throw e;
    } catch (StoreUnavailableException e) {
      // The heart tries again; the lease outlives a short outage, and a longer one while nobody
      // else claims it.
    }
  }

  private synchronized void beat() {
    if (stop != null || run.state().isFinal()) {
      return;
    }
    look();
    if (stop == null && !clock.instant().isBefore(written.plus(HEARTBEAT))) {
      try {
        write();
      } catch (LeaseLostException e) {
        // Is kept for the worker.
      }
    }
    if (stop != null && !undisturbed) {
      worker.interrupt();
    }
  }

  /** Does somebody want the run to end? */
  private void look() {
    try {
      runs.unfinished()
          .filter(current -> current.id().equals(run.id()) && current.cancelWanted())
          .ifPresent(current -> stop = new CancellationException("Somebody wants the run to end."));
    } catch (StoreUnavailableException e) {
      // Looks again in a moment.
    }
  }
}
