package io.cinephile.adapters.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.sort_array;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Ratings as they are learnt from: by viewer, with movies as places in the catalogue instead of
 * numbers, kept in memory or on disk until it is closed. The order is the same each time.
 */
final class TrainingSet implements Releasable {
  /** Movie and half stars in one number, which is collected faster than a structure of two. */
  private static final int STARS_BASE = 16;

  private final int[] movieIds;
  private final JavaPairRDD<Integer, ViewerRatings> viewers;
  private final MovieTotals totals;

  private TrainingSet(
      int[] movieIds, JavaPairRDD<Integer, ViewerRatings> viewers, MovieTotals totals) {
    this.movieIds = movieIds;
    this.viewers = viewers;
    this.totals = totals;
  }

  /**
   * @param ratings {@code user, movie, stars}
   * @param movies the catalogue, in the column {@code id}
   */
  static TrainingSet of(Dataset<Row> ratings, Dataset<Row> movies) {
    int[] movieIds = idsOf(movies);
    JavaPairRDD<Integer, ViewerRatings> viewers = byViewer(ratings, movieIds);
    viewers.persist(StorageLevel.MEMORY_AND_DISK());
    return new TrainingSet(movieIds, viewers, MovieTotals.of(viewers.values(), movieIds.length));
  }

  /** The catalogue's numbers, ascending. */
  static int[] idsOf(Dataset<Row> movies) {
    List<Integer> ids = movies.select("id").as(Encoders.INT()).collectAsList();
    return ids.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** Ratings by viewer, in hash partitions that are ordered by user. */
  static JavaPairRDD<Integer, ViewerRatings> byViewer(Dataset<Row> ratings, int[] movieIds) {
    Column packed =
        col("movie").cast("long").multiply(STARS_BASE).plus(col("stars").multiply(2).cast("long"));
    JavaRDD<Row> rows =
        ratings.groupBy("user").agg(sort_array(collect_list(packed)).as("packed")).toJavaRDD();
    Broadcast<int[]> ids = JavaSparkContext.fromSparkContext(rows.context()).broadcast(movieIds);
    return rows.mapToPair(
            row -> {
              int user = row.getInt(0);
              return new Tuple2<>(user, unpacked(user, row.getList(1), ids.value()));
            })
        .repartitionAndSortWithinPartitions(
            new HashPartitioner(Math.max(1, rows.getNumPartitions())));
  }

  private static ViewerRatings unpacked(int user, List<Long> packed, int[] movieIds) {
    int[] movies = new int[packed.size()];
    float[] stars = new float[packed.size()];
    int i = 0;
    for (long rating : packed) {
      movies[i] = Arrays.binarySearch(movieIds, (int) (rating / STARS_BASE));
      stars[i] = rating % STARS_BASE / 2f;
      i++;
    }
    return new ViewerRatings(user, movies, stars);
  }

  int[] movieIds() {
    return movieIds;
  }

  JavaPairRDD<Integer, ViewerRatings> viewers() {
    return viewers;
  }

  MovieTotals totals() {
    return totals;
  }

  @Override
  public void giveBack() {
    viewers.unpersist();
  }
}
