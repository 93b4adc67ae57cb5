package io.cinephile.domain.training;

import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;

/**
 * What do the ratings teach? Out-port (model training); used by one thread at a time. The same
 * snapshot, parameters and seed give the same model.
 */
public interface ModelTrainer {

  /**
   * Learns from all of a snapshot.
   *
   * @param snapshot of the rating source that belongs to this trainer
   * @throws IllegalArgumentException if the snapshot is of another source
   */
  TrainedModel train(
      DatasetSnapshot snapshot, TrainingParameters parameters, TrainingListener listener);

  /** Learns from one part of a fold and is judged on the other; nothing is dropped as cold. */
  Evaluation evaluate(Fold fold, TrainingParameters parameters, TrainingListener listener);
}
