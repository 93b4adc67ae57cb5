package io.cinephile.adapters.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;

import io.cinephile.domain.privacy.ViewerSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Whose ratings are left out of something, by number: executors see nobody's pseudonym. */
final class LeftOut {
  private final int size;
  private final Broadcast<int[]> users;

  private LeftOut(int size, Broadcast<int[]> users) {
    this.size = size;
    this.users = users;
  }

  /**
   * @param everybody the numbers of all who rated
   */
  static LeftOut of(
      SparkSession spark, ViewerSet excluded, int[] everybody, ViewerNumbers viewers) {
    int[] users =
        excluded.isEmpty()
            ? new int[0]
            : IntStream.of(everybody)
                .filter(user -> excluded.contains(viewers.pseudonymOf(user)))
                .sorted()
                .toArray();
    return new LeftOut(
        users.length, JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(users));
  }

  /** The numbers of all in the column {@code user}. */
  static int[] usersOf(Dataset<Row> ratings) {
    List<Integer> users = ratings.select("user").distinct().as(Encoders.INT()).collectAsList();
    return users.stream().mapToInt(Integer::intValue).toArray();
  }

  /** How many viewers they are. */
  int size() {
    return size;
  }

  /** The others' ratings, in the order and the partitions in which they are. */
  Dataset<Row> outOf(Dataset<Row> ratings) {
    return size == 0 ? ratings : ratings.where(not(isOneOfThem()));
  }

  /** Whether the number in the column {@code user} is one of theirs; where there is none, not. */
  Column isOneOfThem() {
    Broadcast<int[]> sorted = users;
    UDF1<Integer, Boolean> known =
        user -> user != null && Arrays.binarySearch(sorted.value(), user) >= 0;
    return udf(known, DataTypes.BooleanType).apply(col("user"));
  }

  /** Frees the memory that they take on the executors. */
  void giveBack() {
    users.unpersist();
  }
}
