package io.cinephile.domain.training;

import java.time.Duration;
import java.util.function.Consumer;

/** Who does the work of a run? Out-port; implementations are safe for use by several threads. */
public interface TrainingLauncher {

  /**
   * Has a trainer begin the run, and returns at once.
   *
   * @param ended is told, once and by a thread of the launcher's, how the trainer ended. Not called
   *     where the trainer is out of sight (on another machine)
   */
  void launch(RunId run, Consumer<TrainerEnd> ended);

  /**
   * Asks the trainer of a run to end, and ends it by force unless it has within the grace; returns
   * at once. Does nothing where that trainer has ended or is out of reach (on another machine).
   */
  void stop(RunId run, Duration grace);
}
