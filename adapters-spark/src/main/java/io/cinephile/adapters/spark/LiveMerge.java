package io.cinephile.adapters.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Lays live ratings over those of a data set: of a pair of viewer and movie the change counts.
 *
 * @param portions the changes about movies of the catalogue
 * @param unknownMovies how many changes are about others, and left out
 */
record LiveMerge(List<Portion> portions, long unknownMovies) {
  /** 16 bytes each: less than the megabyte from which on Spark advises against sending it along. */
  private static final int PORTION = 50_000;

  private static final StructType CHANGES =
      new StructType()
          .add("user", DataTypes.IntegerType)
          .add("movie", DataTypes.IntegerType)
          .add("live", DataTypes.LongType);

  /** What became of a live rating, in the column {@code outcome}. */
  enum Outcome {
    ADDED,
    CHANGED,
    WITHDRAWN,
    WITHOUT_EFFECT
  }

  /** Changes as they travel to the executors: numbers, and nobody's pseudonym. */
  private record Portion(int[] users, int[] movies, long[] verdicts) implements Serializable {
    Iterator<Row> rows() {
      return IntStream.range(0, users.length)
          .mapToObj(i -> RowFactory.create(users[i], movies[i], verdicts[i]))
          .iterator();
    }
  }

  /**
   * @param movieIds the catalogue's numbers, ascending
   */
  static LiveMerge of(LiveChanges changes, ViewerNumbers viewers, int[] movieIds) {
    int[] known =
        IntStream.range(0, changes.size())
            .filter(i -> Arrays.binarySearch(movieIds, changes.movies()[i]) >= 0)
            .toArray();
    List<Portion> portions = new ArrayList<>();
    for (int from = 0; from < known.length; from += PORTION) {
      int[] own = Arrays.copyOfRange(known, from, Math.min(known.length, from + PORTION));
      portions.add(
          new Portion(
              IntStream.of(own).map(i -> viewers.numberOf(changes.viewerOf()[i])).toArray(),
              IntStream.of(own).map(i -> changes.movies()[i]).toArray(),
              IntStream.of(own).mapToLong(i -> changes.verdicts()[i]).toArray()));
    }
    return new LiveMerge(portions, changes.size() - known.length);
  }

  /**
   * Merges, in one pass. The result has the columns of {@link RatingsFile#kept}, the {@link
   * Outcome} of pairs with a live rating, and {@code fault}, which is null for the ratings that are
   * learnt from.
   *
   * @param kept ratings of the data set: {@code user, movie, stars, time}
   * @param partitions of the result, by user, ordered by user and movie
   */
  Dataset<Row> into(Dataset<Row> kept, int partitions) {
    Column withoutStars = PackedVerdict.stars(col("live")).equalTo(0);
    Column imported = col("imported").isNotNull();
    Column outcome =
        when(
                withoutStars,
                when(imported, Outcome.WITHDRAWN.name()).otherwise(Outcome.WITHOUT_EFFECT.name()))
            .when(
                col("live").isNotNull(),
                when(imported, Outcome.CHANGED.name()).otherwise(Outcome.ADDED.name()));
    Column verdict = coalesce(col("live"), col("imported"));
    return kept.select(
            col("user"),
            col("movie"),
            PackedVerdict.of(col("time"), col("stars")).as("imported"),
            lit(null).cast("long").as("live"))
        .unionByName(changes(kept.sparkSession()).withColumn("imported", lit(null).cast("long")))
        .repartition(partitions, col("user"))
        .groupBy("user", "movie")
        .agg(max("imported").as("imported"), max("live").as("live"))
        .select(
            col("user"),
            col("movie"),
            PackedVerdict.stars(verdict).as("stars"),
            PackedVerdict.time(verdict).as("time"),
            outcome.as("outcome"),
            when(withoutStars, outcome).as("fault"))
        .sortWithinPartitions("user", "movie");
  }

  private Dataset<Row> changes(SparkSession spark) {
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(portions, Math.max(1, portions.size()))
            .flatMap(Portion::rows);
    return spark.createDataFrame(rows, CHANGES);
  }
}
