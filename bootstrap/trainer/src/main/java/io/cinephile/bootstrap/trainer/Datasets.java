package io.cinephile.bootstrap.trainer;

import io.cinephile.adapters.spark.SparkRatingSource;
import io.cinephile.adapters.spark.dataset.CachingDatasetLocator;
import io.cinephile.adapters.spark.sample.SampleDataset;
import io.cinephile.bootstrap.home.Home;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/** Where a trainer's data come from. */
final class Datasets {
  private Datasets() {}

  static SparkRatingSource source(Home home, SparkSession spark, Clock clock) {
    return new SparkRatingSource(
        spark,
        new CachingDatasetLocator(
            home.datasets(), CachingDatasetLocator.GROUPLENS, SampleDataset::write),
        clock);
  }
}
