package io.cinephile.adapters.spark;

import io.cinephile.adapters.spark.WatchedWork.Part;
import io.cinephile.adapters.spark.dataset.DatasetFiles;
import io.cinephile.adapters.spark.dataset.DatasetLocator;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.dataset.RatingSource;
import java.time.Clock;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Reads MovieLens files with Spark. Demographic files are not opened. On a cluster the files have
 * to be under the same path on every machine.
 */
public final class SparkRatingSource implements RatingSource {
  /** The locator's share of the progress; a download takes longer than reading. */
  private static final double LOCATED = 0.5;

  /** Of Spark's, for movies and ratings together, about. */
  private static final int STAGES = 8;

  private final SparkSession spark;
  private final DatasetLocator locator;
  private final Clock clock;

  /**
   * @param spark stays the caller's, who closes it
   * @param clock tells which ratings are from the future
   */
  public SparkRatingSource(SparkSession spark, DatasetLocator locator, Clock clock) {
    this.spark = spark;
    this.locator = locator;
    this.clock = clock;
  }

  @Override
  public DatasetSnapshot snapshot(DatasetLocation location, SourcingListener progress) {
    DatasetFiles files =
        locator.locate(
            location, (activity, fraction) -> progress.progressed(activity, LOCATED * fraction));
    Part reading = new Part("reading and cleaning " + files.identity().name(), LOCATED, 1, STAGES);
    WatchedWork work = new WatchedWork(spark.sparkContext(), progress::progressed);
    DatasetSnapshot snapshot = work.run(reading, () -> read(files));
    progress.progressed("cleaned " + files.identity().name(), 1);
    return snapshot;
  }

  private DatasetSnapshot read(DatasetFiles files) {
    Dataset<Row> movies =
        new MoviesFile(spark, files.layout()).clean(files.movies()).persist(storage());
    RatingsFile reader =
        new RatingsFile(spark, files.layout(), MoviesFile.kept(movies), clock.instant());
    Dataset<Row> ratings = reader.clean(files.ratings()).persist(storage());
    try {
      SourceSummary summary = SourceSummary.of(movies, ratings);
      return new SparkSnapshot(files, reader, movies, ratings, summary);
    } catch (Exception e) {
      Releasable.uninterrupted(
          () -> {
            ratings.unpersist();
            movies.unpersist();
          });
      throw e;
    }
  }

  @Override
  public List<Fold> folds(DatasetSnapshot snapshot) {
    List<Fold> official = own(snapshot).officialFolds();
    return official.isEmpty() ? List.of(snapshot.temporalHoldout()) : official;
  }

  /** The snapshot, if it came from such a source. */
  static SparkSnapshot own(DatasetSnapshot snapshot) {
    if (snapshot instanceof SparkSnapshot own) {
      return own;
    }
    throw new IllegalArgumentException("The snapshot is of another source than Spark's.");
  }

  private static StorageLevel storage() {
    return StorageLevel.MEMORY_AND_DISK();
  }
}
