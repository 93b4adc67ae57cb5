package io.cinephile.adapters.spark.launch;

import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingLauncher;
import java.time.Duration;
import java.util.Set;
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
  private final Set<TrainerProcess> running = ConcurrentHashMap.newKeySet();
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
  public void launch(RunId run, Consumer<String> ended) {
    if (closed) {
      throw new IllegalStateException("The launcher is closed.");
    }
    TrainerProcess process = TrainerProcess.start(command, run);
    running.add(process);
    process.onEnd(
        lastWords -> {
          running.remove(process);
          ended.accept(lastWords);
        });
    if (closed) {
      process.stop(PATIENCE);
    }
  }

  /** Ends all trainers that it started, and returns when they are gone. */
  @Override
  public void close() {
    closed = true;
    running.forEach(TrainerProcess::askToStop);
    running.forEach(process -> process.stop(PATIENCE));
  }
}
