package io.cinephile.adapters.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.rating.Stars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads and cleans files of ratings.
 *
 * <p>The result has the columns {@code user, movie} (int), {@code stars} (float), {@code time}
 * (seconds since 1970), {@code fault} and {@code rows}: one row for each rating that is kept, with
 * no fault, where {@code rows} tells how often it was in the file; and one row for each fault in
 * each partition, with nothing but the fault and the number of its rows. So one pass over the file
 * both cleans and counts, and counts exactly even where Spark has to repeat a task.
 *
 * @param movies the numbers of the known movies, in the column {@code id}
 * @param now nothing can have been rated later than a day after it
 */
record RatingsFile(SparkSession spark, Layout layout, Dataset<Row> movies, Instant now) {
  private static final StructType SCHEMA =
      new StructType()
          .add("user", DataTypes.LongType)
          .add("movie", DataTypes.LongType)
          .add("stars", DataTypes.DoubleType)
          .add("time", DataTypes.LongType);

  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

  /** Keeps a partition near a million ratings, which is what one step of a stream brings along. */
  private static final long BYTES_PER_PARTITION = 16L << 20;

  /** Only the ratings of {@link #clean} that are kept. */
  static Dataset<Row> kept(Dataset<Row> cleaned) {
    return cleaned.where(col("fault").isNull()).select("user", "movie", "stars", "time");
  }

  /** The cleaned rows, in partitions by user that are ordered by user and movie. */
  Dataset<Row> clean(Path file) {
    Column verdict = PackedVerdict.of(col("time"), col("stars"));
    return marked(file)
        .select(
            when(col("fault").isNull(), col("user").cast("int")).as("user"),
            when(col("fault").isNull(), col("movie").cast("int")).as("movie"),
            when(col("fault").isNull(), verdict).as("verdict"),
            col("fault"))
        .repartition(partitions(file), col("user"))
        .groupBy("user", "movie", "fault")
        .agg(max("verdict").as("verdict"), count(lit(1)).as("rows"))
        .select(
            col("user"),
            col("movie"),
            PackedVerdict.stars(col("verdict")).as("stars"),
            PackedVerdict.time(col("verdict")).as("time"),
            col("fault"),
            col("rows"))
        .sortWithinPartitions("user", "movie");
  }

  /**
   * The cleaned rows without what some viewers rated: nothing is left of it but, as of a fault, how
   * many rows it was.
   */
  static Dataset<Row> suppressing(Dataset<Row> cleaned, Column suppressed) {
    Column stays = not(suppressed);
    return cleaned.select(
        when(stays, col("user")).as("user"),
        when(stays, col("movie")).as("movie"),
        when(stays, col("stars")).as("stars"),
        when(stays, col("time")).as("time"),
        when(suppressed, lit(Fault.SUPPRESSED.name())).otherwise(col("fault")).as("fault"),
        col("rows"));
  }

  private Dataset<Row> marked(Path file) {
    SourceColumns columns =
        new SourceColumns(
            SCHEMA,
            layout.separator(),
            layout.hasHeader(),
            layout == Layout.CSV,
            StandardCharsets.UTF_8);
    Dataset<Row> known = broadcast(movies.select(col("id").cast("long").as("known")));
    return columns
        .read(spark, file)
        .join(known, col("movie").equalTo(col("known")), "left")
        .withColumn("fault", fault());
  }

  private Column fault() {
    Column doubled = col("stars").multiply(2);
    return when(not(complete()), lit(Fault.UNPARSABLE_RATING.name()))
        .when(not(possibleId("user").and(possibleId("movie"))), lit(Fault.IMPOSSIBLE_ID.name()))
        .when(
            not(col("stars").between(Stars.LEAST, Stars.MOST).and(doubled.equalTo(floor(doubled)))),
            lit(Fault.IMPOSSIBLE_STARS.name()))
        .when(
            not(
                col("time")
                    .between(
                        EARLIEST.getEpochSecond(), now.plus(Duration.ofDays(1)).getEpochSecond())),
            lit(Fault.TIME_OUT_OF_RANGE.name()))
        .when(col("known").isNull(), lit(Fault.UNKNOWN_MOVIE.name()));
  }

  private static Column complete() {
    Column complete = col(SourceColumns.BROKEN).isNull();
    for (String name : SCHEMA.fieldNames()) {
      complete = complete.and(col(name).isNotNull());
    }
    return complete;
  }

  static Column possibleId(String column) {
    return col(column).between(1, Integer.MAX_VALUE);
  }

  /** Into how many partitions the cleaned rows of a file are put. */
  int partitions(Path file) {
    int cores = Integer.parseInt(spark.conf().get("spark.sql.shuffle.partitions"));
    try {
      return (int) Math.max(cores, Files.size(file) / BYTES_PER_PARTITION);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
