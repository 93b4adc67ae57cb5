package io.cinephile.adapters.spark.launch;

import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainerEnd;
import io.cinephile.domain.training.TrainingLauncher;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Does each run in a trainer of its own, a JVM that is started on this machine and ends with this
 * one. Safe for use by several threads.
 */
public final class LocalTrainingLauncher implements TrainingLauncher, AutoCloseable {
  /** How long a trainer may take to end by itself when the launcher is closed. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TrainerCommand command;
  private final Map<RunId, TrainerProcess> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public LocalTrainingLauncher(TrainerCommand command) {
    this.command = command;
  }

  /**
   * @throws java.io.UncheckedIOException if the process cannot be started; {@code ended} is not
   *     called then
   * @throws IllegalStateException if the launcher is closed
   */
  @Override
  public void launch(RunId run, Consumer<TrainerEnd> ended) {
    if (closed) {
      throw new IllegalStateException("The launcher is closed.");
    }
    // Whoever wants to stop this very run waits until there is something to stop.
    TrainerProcess process = running.compute(run, (id, none) -> TrainerProcess.start(command, id));
    process.onEnd(
        end -> {
          running.remove(run, process);
          ended.accept(end);
        });
    if (closed) {
      process.askToStop();
      process.awaitEnd(PATIENCE);
    }
  }

  @Override
  public void stop(RunId run, Duration grace) {
    TrainerProcess process = running.computeIfPresent(run, (id, started) -> started);
    if (process != null) {
      process.askToStop();
      Thread thread = new Thread(() -> process.awaitEnd(grace), "trainer-stop");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Ends all trainers that it started, and returns when they are gone. */
  @Override
  public void close() {
    closed = true;
    running.values().forEach(TrainerProcess::askToStop);
    running.values().forEach(process -> process.awaitEnd(PATIENCE));
  }
}
