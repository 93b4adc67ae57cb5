package io.cinephile.bootstrap.trainer;

import io.cinephile.adapters.spark.SparkModelTrainer;
import io.cinephile.adapters.spark.SparkRatingSource;
import io.cinephile.adapters.spark.TrainerSession;
import io.cinephile.adapters.spark.dataset.CachingDatasetLocator;
import io.cinephile.adapters.spark.sample.SampleDataset;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.dataset.RatingSource;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.training.Contest;
import io.cinephile.domain.training.HoldoutModel;
import io.cinephile.domain.training.ModelTrainer;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Starts Spark when data are asked for, and anew where it has been lost: a run is taken up, and its
 * lease renewed, before that, as a busy machine may need long for it. Used by one thread.
 */
final class SparkOnDemand implements RatingSource, ModelTrainer, AutoCloseable {
  private final Home home;
  private final Pseudonymiser pseudonymiser;
  private TrainerSession session;
  private RatingSource source;
  private ModelTrainer trainer;

  SparkOnDemand(Home home, Pseudonymiser pseudonymiser) {
    this.home = home;
    this.pseudonymiser = pseudonymiser;
  }

  @Override
  public DatasetSnapshot snapshot(
      DatasetLocation location,
      Supplier<Stream<RatingChange>> changes,
      Exclusions exclusions,
      SourcingListener progress) {
    if (session == null || !session.isOpen()) {
      progress.progressed("starting Spark", 0);
      close();
      start();
    }
    return source.snapshot(location, changes, exclusions, progress);
  }

  @Override
  public List<Fold> folds(DatasetSnapshot snapshot) {
    return source.folds(snapshot);
  }

  @Override
  public TrainedModel train(
      DatasetSnapshot snapshot, TrainingParameters parameters, TrainingListener listener) {
    return trainer.train(snapshot, parameters, listener);
  }

  @Override
  public Contest contest(
      Fold fold,
      TrainingParameters parameters,
      Optional<HoldoutModel> serving,
      TrainingListener listener) {
    return trainer.contest(fold, parameters, serving, listener);
  }

  private void start() {
    session = TrainerSession.open(home.trainer());
    trainer = new SparkModelTrainer(session.spark());
    source =
        new SparkRatingSource(
            session.spark(),
            new CachingDatasetLocator(
                home.datasets(), CachingDatasetLocator.GROUPLENS, SampleDataset::write),
            pseudonymiser,
            Clock.systemUTC());
  }

  /** Gives back what work that was broken off may have left in memory. */
  void forget() {
    if (session != null) {
      session.forget();
    }
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
