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
import io.cinephile.domain.training.Contest;
import io.cinephile.domain.training.HoldoutModel;
import io.cinephile.domain.training.ModelTrainer;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Starts Spark when data are asked for: a run is taken up, and its lease renewed, before that, as a
 * busy machine may need long for it. Used by one thread.
 */
final class SparkOnDemand implements RatingSource, ModelTrainer, AutoCloseable {
  private final Home home;
  private SparkSession spark;
  private RatingSource source;
  private ModelTrainer trainer;

  SparkOnDemand(Home home) {
    this.home = home;
  }

  @Override
  public DatasetSnapshot snapshot(DatasetLocation location, SourcingListener progress) {
    if (spark == null) {
      progress.progressed("starting Spark", 0);
      start();
    }
    return source.snapshot(location, progress);
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
    spark = TrainerSession.open(home.trainer());
    trainer = new SparkModelTrainer(spark);
    source =
        new SparkRatingSource(
            spark,
            new CachingDatasetLocator(
                home.datasets(), CachingDatasetLocator.GROUPLENS, SampleDataset::write),
            Clock.systemUTC());
  }

  @Override
  public void close() {
    if (spark != null) {
      spark.stop();
    }
  }
}
