package io.cinephile.domain.governance;

import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingRun;
import java.time.Instant;
import java.util.Optional;

/**
 * Who wants to know where data go? Out-port. Told of each training run twice: by the trainer that
 * takes it up, and by whoever records its end, which is a server where the trainer died. Safe for
 * use by several threads. It fails open: whatever is wrong with whoever listens, calls return
 * within {@value #PATIENCE_SECONDS} seconds, and throw nothing.
 */
public interface LineageEvents {
  /** How long a call may take. */
  int PATIENCE_SECONDS = 2;

  /** Nobody listens. */
  LineageEvents NONE =
      new LineageEvents() {
        @Override
        public void started(TrainingRun run, Instant time) {}

        @Override
        public void ended(TrainingRun run, Optional<TrainingInputs> inputs) {}
      };

  /** A trainer has taken the run up. */
  void started(TrainingRun run, Instant time);

  /**
   * The run has ended, and its state says how.
   *
   * @param inputs of the generation that it registered, if it registered one
   */
  void ended(TrainingRun run, Optional<TrainingInputs> inputs);
}
