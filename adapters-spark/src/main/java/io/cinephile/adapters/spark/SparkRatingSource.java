package io.cinephile.adapters.spark;

import io.cinephile.adapters.spark.WatchedWork.Part;
import io.cinephile.adapters.spark.dataset.DatasetFiles;
import io.cinephile.adapters.spark.dataset.DatasetLocator;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.dataset.RatingSource;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.RatingChange;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  /** And so many more where live ratings are to be merged. */
  private static final int STAGES_OF_MERGING = 8;

  /** And so many more where somebody is to be left out. */
  private static final int STAGES_OF_LEAVING_OUT = 4;

  private final SparkSession spark;
  private final DatasetLocator locator;
  private final Pseudonymiser pseudonymiser;
  private final Clock clock;

  /**
   * @param spark stays the caller's, who closes it
   * @param pseudonymiser of the user ids of data sets; stays in this process
   * @param clock tells which ratings are from the future
   */
  public SparkRatingSource(
      SparkSession spark, DatasetLocator locator, Pseudonymiser pseudonymiser, Clock clock) {
    this.spark = spark;
    this.locator = locator;
    this.pseudonymiser = pseudonymiser;
    this.clock = clock;
  }

  @Override
  public DatasetSnapshot snapshot(
      DatasetLocation location,
      Supplier<Stream<RatingChange>> changes,
      Exclusions exclusions,
      SourcingListener progress) {
    LiveChanges live = LiveChanges.read(() -> withoutErased(changes.get(), exclusions), progress);
    DatasetFiles files =
        locator.locate(
            location, (activity, fraction) -> progress.progressed(activity, LOCATED * fraction));
    int stages =
        STAGES
            + (live.size() == 0 ? 0 : STAGES_OF_MERGING)
            + (exclusions.isEmpty() ? 0 : STAGES_OF_LEAVING_OUT);
    Part reading = new Part("reading and cleaning " + files.identity().name(), LOCATED, 1, stages);
    WatchedWork work = new WatchedWork(spark.sparkContext(), progress::progressed);
    DatasetSnapshot snapshot = work.run(reading, () -> read(files, live, exclusions));
    progress.progressed("cleaned " + files.identity().name(), 1);
    return snapshot;
  }

  private static Stream<RatingChange> withoutErased(
      Stream<RatingChange> changes, Exclusions exclusions) {
    return changes.filter(change -> !exclusions.erased().contains(change.viewer()));
  }

  private DatasetSnapshot read(DatasetFiles files, LiveChanges live, Exclusions exclusions) {
    Dataset<Row> movies =
        new MoviesFile(spark, files.layout()).clean(files.movies()).persist(storage());
    RatingsFile reader =
        new RatingsFile(spark, files.layout(), MoviesFile.kept(movies), clock.instant());
    Dataset<Row> ratings;
    try {
      ratings = cleaned(reader, files, exclusions);
    } catch (Exception e) {
      giveBack(movies);
      throw e;
    }
    try {
      SourceSummary summary = SourceSummary.of(movies, ratings);
      if (live.size() > 0) {
        return merged(files, reader, movies, ratings, summary, live, exclusions);
      }
      ViewerNumbers viewers = ViewerNumbers.ofUsers(pseudonymiser);
      return snapshot(
          files, reader, movies, ratings, summary, viewers, live.identity(), exclusions);
    } catch (Exception e) {
      giveBack(ratings, movies);
      throw e;
    }
  }

  /** What of the data set may be kept, and of all else how much it is. */
  private Dataset<Row> cleaned(RatingsFile reader, DatasetFiles files, Exclusions exclusions) {
    Dataset<Row> cleaned = reader.clean(files.ratings());
    if (exclusions.erased().isEmpty()) {
      return cleaned.persist(storage());
    }
    LeftOut erased =
        LeftOut.of(
            spark,
            ViewerSet.of(exclusions.erased()),
            LeftOut.usersOf(RatingsFile.kept(cleaned)),
            ViewerNumbers.ofUsers(pseudonymiser));
    return RatingsFile.suppressing(cleaned, erased.isOneOfThem()).persist(storage());
  }

  private DatasetSnapshot merged(
      DatasetFiles files,
      RatingsFile reader,
      Dataset<Row> movies,
      Dataset<Row> cleaned,
      SourceSummary summary,
      LiveChanges live,
      Exclusions exclusions) {
    Dataset<Row> kept = RatingsFile.kept(cleaned);
    ViewerNumbers viewers = ViewerNumbers.of(pseudonymiser, LeftOut.usersOf(kept), live.viewers());
    LiveMerge merge = LiveMerge.of(live, viewers, TrainingSet.idsOf(MoviesFile.kept(movies)));
    Dataset<Row> merged = merge.into(kept, reader.partitions(files.ratings())).persist(storage());
    try {
      SourceSummary both = summary.with(merged, merge.unknownMovies());
      giveBack(cleaned);
      return snapshot(files, reader, movies, merged, both, viewers, live.identity(), exclusions);
    } catch (Exception e) {
      giveBack(merged);
      throw e;
    }
  }

  private DatasetSnapshot snapshot(
      DatasetFiles files,
      RatingsFile reader,
      Dataset<Row> movies,
      Dataset<Row> ratings,
      SourceSummary summary,
      ViewerNumbers viewers,
      LiveRatingsIdentity live,
      Exclusions exclusions) {
    Dataset<Row> kept = RatingsFile.kept(ratings);
    boolean everybodyCounts = exclusions.untaught().isEmpty() && exclusions.uncounted().isEmpty();
    int[] everybody = everybodyCounts ? new int[0] : LeftOut.usersOf(kept);
    LeftOut untaught = LeftOut.of(spark, exclusions.untaught(), everybody, viewers);
    LeftOut uncounted = LeftOut.of(spark, exclusions.uncounted(), everybody, viewers);
    SourceSummary counted =
        uncounted.size() == 0 ? summary : summary.withMeanOf(uncounted.outOf(kept));
    return new SparkSnapshot(
        files, reader, movies, ratings, counted, viewers, live, untaught, uncounted);
  }

  @SafeVarargs
  private static void giveBack(Dataset<Row>... cached) {
    Releasable.uninterrupted(() -> List.of(cached).forEach(Dataset::unpersist));
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
