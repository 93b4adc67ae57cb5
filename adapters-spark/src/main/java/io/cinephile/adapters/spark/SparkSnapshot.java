package io.cinephile.adapters.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import io.cinephile.adapters.spark.dataset.DatasetFiles;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.Stars;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** A data set that Spark has read and keeps, in memory or on disk, until the snapshot is closed. */
final class SparkSnapshot implements DatasetSnapshot {
  /** Viewers with fewer ratings are learnt from, and never asked about. */
  private static final int FEWEST_RATINGS_TO_HOLD_OUT = 5;

  private final DatasetFiles files;
  private final RatingsFile reader;
  private final Dataset<Row> cleanedMovies;
  private final Dataset<Row> ratings;
  private final SourceSummary summary;
  private final ViewerNumbers viewers;
  private final LiveRatingsIdentity liveRatings;
  private final LeftOut untaught;
  private final LeftOut uncounted;

  /**
   * Takes over both cached sets: they are given back when the snapshot is closed.
   *
   * @param ratings as {@link RatingsFile#clean} or {@link LiveMerge#into} leaves them
   * @param untaught who is not learnt from
   * @param uncounted who counts in no statistics
   */
  SparkSnapshot(
      DatasetFiles files,
      RatingsFile reader,
      Dataset<Row> cleanedMovies,
      Dataset<Row> ratings,
      SourceSummary summary,
      ViewerNumbers viewers,
      LiveRatingsIdentity liveRatings,
      LeftOut untaught,
      LeftOut uncounted) {
    this.files = files;
    this.reader = reader;
    this.cleanedMovies = cleanedMovies;
    this.ratings = ratings;
    this.summary = summary;
    this.viewers = viewers;
    this.liveRatings = liveRatings;
    this.untaught = untaught;
    this.uncounted = uncounted;
  }

  @Override
  public DatasetIdentity identity() {
    return files.identity();
  }

  @Override
  public LiveRatingsIdentity liveRatings() {
    return liveRatings;
  }

  @Override
  public DataQualityReport quality() {
    return summary.quality();
  }

  @Override
  public long taughtViewers() {
    return quality().viewers() - untaught.size();
  }

  @Override
  public Stream<CatalogueEntry> movies() {
    Dataset<Row> received =
        uncounted
            .outOf(keptRatings())
            .groupBy(col("movie"))
            .agg(count(lit(1)).as("ratings"), sum("stars").as("sum"));
    Dataset<Row> joined =
        keptMovies()
            .join(broadcast(received), col("id").equalTo(col("movie")), "left")
            .select(
                col("id"),
                col("title"),
                col("year"),
                col("genres"),
                coalesce(col("ratings"), lit(0L)).as("ratings"),
                coalesce(col("sum"), lit(0.0)).as("sum"))
            .orderBy("id");
    return RowStream.of(joined).map(this::entry);
  }

  @Override
  public Stream<Rating> ratings() {
    return RowStream.of(keptRatings()).map(this::rating);
  }

  @Override
  public Fold temporalHoldout() {
    WindowSpec ofViewer = Window.partitionBy("user");
    Column recency = row_number().over(ofViewer.orderBy(col("time").desc(), col("movie").desc()));
    Column all = count(lit(1)).over(ofViewer);
    // Of a viewer with fewer than five, a fifth rounded down is none.
    Column heldOut = recency.leq(all.divide(FEWEST_RATINGS_TO_HOLD_OUT).cast("int"));
    Dataset<Row> split = taughtRatings().withColumn("heldOut", heldOut);
    return new SparkFold(
        "temporal holdout",
        split.where(col("heldOut").equalTo(false)),
        split.where(col("heldOut")),
        keptMovies());
  }

  /** Those that the data set brings along; often none. */
  List<Fold> officialFolds() {
    return files.folds().stream()
        .<Fold>map(
            fold ->
                new SparkFold(
                    fold.name(),
                    untaught.outOf(RatingsFile.kept(reader.clean(fold.training()))),
                    untaught.outOf(RatingsFile.kept(reader.clean(fold.test()))),
                    keptMovies()))
        .toList();
  }

  Dataset<Row> keptRatings() {
    return RatingsFile.kept(ratings);
  }

  /** The ratings that are learnt from. */
  Dataset<Row> taughtRatings() {
    return untaught.outOf(keptRatings());
  }

  ViewerNumbers viewers() {
    return viewers;
  }

  Dataset<Row> keptMovies() {
    return MoviesFile.kept(cleanedMovies);
  }

  @Override
  public void close() {
    Releasable.uninterrupted(
        () -> {
          ratings.unpersist();
          cleanedMovies.unpersist();
          untaught.giveBack();
          uncounted.giveBack();
        });
  }

  private CatalogueEntry entry(Row row) {
    Integer year = row.getAs("year");
    Movie movie =
        new Movie(
            new MovieId(row.getAs("id")),
            row.getAs("title"),
            Optional.ofNullable(year),
            row.getList(row.fieldIndex("genres")));
    return new CatalogueEntry(
        movie, MovieStatistics.of(row.getAs("ratings"), row.getAs("sum"), summary.meanStars()));
  }

  private Rating rating(Row row) {
    return new Rating(
        viewers.pseudonymOf(row.getInt(0)),
        new MovieId(row.getInt(1)),
        new Stars(row.getFloat(2)),
        Instant.ofEpochSecond(row.getLong(3)));
  }
}
