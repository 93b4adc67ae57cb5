package io.cinephile.adapters.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Streams rows as Spark computes them, of which it keeps one partition at a time in memory, packed.
 * Whoever reads it may be interrupted; see {@link WatchedWork}.
 */
final class RowStream {
  /** So many that handing them over costs next to nothing, and so few that memory does not care. */
  private static final int BATCH = 10_000;

  private RowStream() {}

  static Stream<Row> of(Dataset<Row> rows) {
    SparkContext spark = rows.sparkSession().sparkContext();
    Iterator<Row> iterator = WatchedWork.untold(spark, rows::toLocalIterator);
    Supplier<List<Row>> next = () -> WatchedWork.untold(spark, () -> batch(iterator));
    return Stream.iterate(next.get(), batch -> !batch.isEmpty(), batch -> next.get())
        .flatMap(List::stream);
  }

  private static List<Row> batch(Iterator<Row> rows) {
    List<Row> batch = new ArrayList<>(BATCH);
    while (batch.size() < BATCH && rows.hasNext()) {
      batch.add(rows.next());
    }
    return batch;
  }
}
