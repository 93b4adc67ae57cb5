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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes down where a run stands, and renews its lease while the work goes on: a heartbeat of its
 * own thread every {@link #HEARTBEAT}, progress at most every {@link #PROGRESS}. A lost lease
 * surfaces at the worker's next call.
 */
final class RunJournal implements AutoCloseable {
  static final Duration HEARTBEAT = Duration.ofSeconds(5);
  static final Duration PROGRESS = Duration.ofMillis(500);

  private final TrainingRuns runs;
  private final Clock clock;
  private final ScheduledExecutorService heart;
  private TrainingRun run;
  private Instant entered;
  private Instant written = Instant.MIN;
  private LeaseLostException lost;

  RunJournal(TrainingRun run, TrainingRuns runs, Clock clock) {
    this.run = run;
    this.runs = runs;
    this.clock = clock;
    this.entered = clock.instant();
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "run-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    long period = HEARTBEAT.toMillis();
    // What the future would tell, the worker learns from the field "lost".
    var unused = heart.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  synchronized TrainingRun run() {
    return run;
  }

  synchronized void enter(Stage stage, String activity) {
    leaveStage();
    run = run.at(new Progress(stage, activity, 0));
    write();
  }

  synchronized void progressed(String activity, double fraction) {
    double within = Math.max(0, Math.min(1, fraction));
    run = run.at(new Progress(run.progress().stage(), activity, within));
    if (lost != null || !clock.instant().isBefore(written.plus(PROGRESS))) {
      write();
    }
  }

  synchronized void know(Figures figures) {
    run = run.with(figures);
    write();
  }

  synchronized void succeeded() {
    leaveStage();
    run = run.at(new Progress(run.progress().stage(), "done", 1)).succeeded(clock.instant());
    write();
  }

  synchronized void failed(String reason) {
    run = run.failed(clock.instant(), reason);
    write();
  }

  @Override
  public void close() {
    heart.shutdownNow();
  }

  private void leaveStage() {
    Instant now = clock.instant();
    if (run.progress().stage() != Stage.WAITING) {
      run = run.took(run.progress().stage(), Duration.between(entered, now));
    }
    entered = now;
  }

  private void write() {
    if (lost != null) {
      throw lost;
    }
    runs.update(run);
    written = clock.instant();
  }

  private synchronized void beat() {
    if (lost != null || run.state().isFinal()) {
      return;
    }
    try {
      write();
    } catch (LeaseLostException e) {
      lost = e;
    } catch (StoreUnavailableException e) {
      // The lease outlives a short outage; a longer one ends the run at its next write.
    }
  }
}
