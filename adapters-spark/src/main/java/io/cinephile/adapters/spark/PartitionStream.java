package io.cinephile.adapters.spark;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;

/**
 * Streams what Spark computes, a few partitions at a time: one a core, so that all cores work,
 * where Spark's own local iterator takes one partition after the other. Whoever reads it may be
 * interrupted; see {@link WatchedWork}.
 */
final class PartitionStream {
  private PartitionStream() {}

  static <T> Stream<T> of(JavaRDD<T> elements) {
    SparkContext spark = elements.context();
    int partitions = elements.getNumPartitions();
    int together = Math.max(1, spark.defaultParallelism());
    return Stream.iterate(0, from -> from < partitions, from -> from + together)
        .map(from -> IntStream.range(from, Math.min(partitions, from + together)).toArray())
        .map(window -> WatchedWork.untold(spark, () -> elements.collectPartitions(window)))
        .flatMap(lists -> Arrays.stream(lists).flatMap(List::stream));
  }
}
