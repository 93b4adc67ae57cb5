package io.cinephile.adapters.spark;

import io.cinephile.domain.dataset.Fold;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A fold as two sets of cleaned ratings ({@code user, movie, stars}), read when it is judged.
 *
 * @param movies the full catalogue, in the columns {@code id} and {@code genres}
 */
record SparkFold(String name, Dataset<Row> training, Dataset<Row> test, Dataset<Row> movies)
    implements Fold {}
