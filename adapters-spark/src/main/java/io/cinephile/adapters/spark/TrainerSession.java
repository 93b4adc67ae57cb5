package io.cinephile.adapters.spark;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a trainer. What SparkSubmit was told ({@code --master}, {@code --conf})
 * always wins. Without a master the session is {@code local[*]}; a local session keeps to this
 * machine and below one folder, and is set for data that fit it. On a cluster nothing is assumed
 * but that {@code spark.checkpoint.dir} names a folder that all machines share.
 */
public final class TrainerSession implements AutoCloseable {
  private final SparkSession spark;
  private final Optional<SessionFolder> folder;

  private TrainerSession(SparkSession spark, Optional<SessionFolder> folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /**
   * Opens the session. There is at most one at a time in a process.
   *
   * @param work where a local session keeps, in a folder of its own, checkpoints and what does not
   *     fit the memory
   */
  public static TrainerSession open(Path work) {
    SparkConf conf = completed(new SparkConf());
    Optional<SessionFolder> folder =
        isLocal(conf) ? Optional.of(SessionFolder.open(work.toAbsolutePath())) : Optional.empty();
    folder.ifPresent(own -> keepBelow(own.path(), conf));
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    spark.sparkContext().setLogLevel(conf.get("spark.log.level", "WARN"));
    if (isLocal(conf) && !conf.contains("spark.sql.shuffle.partitions")) {
      // Spark's 200 are meant for a cluster; on one machine they cost more than the work itself.
      spark.conf().set("spark.sql.shuffle.partitions", spark.sparkContext().defaultParallelism());
    }
    return new TrainerSession(spark, folder);
  }

  public SparkSession spark() {
    return spark;
  }

  /** Whether Spark is still there; it is not after the cluster was lost, for example. */
  public boolean isOpen() {
    return !spark.sparkContext().isStopped();
  }

  /** Gives back what work that was broken off may have left in memory. */
  public void forget() {
    Releasable.uninterrupted(
        () ->
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .getPersistentRDDs()
                .values()
                .forEach(JavaRDD::unpersist));
  }

  /** Stops Spark, in spite of an interrupt, and removes what it kept on this machine. */
  @Override
  public void close() {
    Releasable.uninterrupted(spark::stop);
    folder.ifPresent(SessionFolder::close);
  }

  /** Adds what was not told. */
  static SparkConf completed(SparkConf conf) {
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "Cinephile trainer");
    if (isLocal(conf)) {
      conf.setIfMissing("spark.ui.enabled", "false")
          .setIfMissing("spark.ui.showConsoleProgress", "false")
          .setIfMissing("spark.driver.bindAddress", "127.0.0.1")
          .setIfMissing("spark.driver.host", "127.0.0.1");
    }
    return conf;
  }

  private static boolean isLocal(SparkConf conf) {
    return conf.get("spark.master").startsWith("local");
  }

  /** Where a local session writes. */
  static SparkConf keepBelow(Path folder, SparkConf conf) {
    return conf.setIfMissing("spark.local.dir", folder.resolve("spark").toString())
        .setIfMissing("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
        .setIfMissing("spark.checkpoint.dir", folder.resolve("checkpoints").toString());
  }
}
