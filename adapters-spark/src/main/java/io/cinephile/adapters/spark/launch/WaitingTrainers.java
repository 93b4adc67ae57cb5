package io.cinephile.adapters.spark.launch;

import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainerEnd;
import io.cinephile.domain.training.TrainingLauncher;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Leaves the runs to trainers that somebody started with {@code --watch}, on this machine or on
 * others. They find a run, and the wish that it end, in the store that they share with the server;
 * how they end is out of sight. Safe for use by several threads.
 */
public final class WaitingTrainers implements TrainingLauncher {
  @Override
  public void launch(RunId run, Consumer<TrainerEnd> ended) {
    // Whoever waits for runs looks for them every second.
  }

  @Override
  public void stop(RunId run, Duration grace) {
    // Whoever does the run looks every second whether somebody wants it to end.
  }
}
