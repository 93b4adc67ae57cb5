package io.cinephile.application;

import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.dataset.RatingSource;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.ModelTrainer;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges parameters on the folds of a data set as it is, without live ratings, and stores nothing.
 * Used by one thread.
 */
public final class EvaluateDataset {
  private final RatingSource source;
  private final ModelTrainer trainer;

  public EvaluateDataset(RatingSource source, ModelTrainer trainer) {
    this.source = source;
    this.trainer = trainer;
  }

  /**
   * Judges the parameters on each fold that the data set has.
   *
   * @return one evaluation a fold, in the order of the folds
   * @throws DatasetRefusedException where nothing can be learnt from the data
   */
  public List<Evaluation> evaluate(
      DatasetLocation location, TrainingParameters parameters, TrainingListener listener) {
    try (DatasetSnapshot snapshot =
        source.snapshot(location, Stream::empty, listener::progressed)) {
      snapshot
          .quality()
          .refusal()
          .ifPresent(
              reason -> {
                throw new DatasetRefusedException(reason);
              });
      List<Evaluation> evaluations = new ArrayList<>();
      for (Fold fold : source.folds(snapshot)) {
        TrainingListener named =
            (activity, fraction) ->
                listener.progressed("fold %s: %s".formatted(fold.name(), activity), fraction);
        evaluations.add(trainer.evaluate(fold, parameters, named));
      }
      return List.copyOf(evaluations);
    }
  }
}
