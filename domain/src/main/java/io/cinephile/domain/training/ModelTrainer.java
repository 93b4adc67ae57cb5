package io.cinephile.domain.training;

import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import java.util.Optional;

/**
 * What do the ratings teach? Out-port (model training); used by one thread at a time. The same
 * snapshot, parameters and seed give the same model.
 */
public interface ModelTrainer {

  /**
   * Learns from all viewers of a snapshot whom it does not leave out.
   *
   * @param snapshot of the rating source that belongs to this trainer
   * @throws IllegalArgumentException if the snapshot is of another source
   */
  TrainedModel train(
      DatasetSnapshot snapshot, TrainingParameters parameters, TrainingListener listener);

  /**
   * Learns from one part of a fold and is judged on the other, beside the baselines and, where one
   * is given, the model that is served. Nothing is dropped as cold.
   *
   * @param fold of the rating source that belongs to this trainer
   * @param serving what the served generation learnt without its own holdout
   * @throws IllegalArgumentException if the fold is of another source
   */
  Contest contest(
      Fold fold,
      TrainingParameters parameters,
      Optional<HoldoutModel> serving,
      TrainingListener listener);

  /** The same without a served model. */
  default Evaluation evaluate(Fold fold, TrainingParameters parameters, TrainingListener listener) {
    return contest(fold, parameters, Optional.empty(), listener).candidate();
  }
}
