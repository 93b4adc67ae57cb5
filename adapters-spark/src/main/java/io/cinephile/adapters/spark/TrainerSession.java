package io.cinephile.adapters.spark;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the Spark session of a trainer. What SparkSubmit was told ({@code --master}, {@code
 * --conf}) always wins. Without a master the session is {@code local[*]}; a local session keeps to
 * this machine and below one folder, and is set for data that fit it. On a cluster nothing is
 * assumed but that {@code spark.checkpoint.dir} names a folder that all machines share.
 */
public final class TrainerSession {
  private TrainerSession() {}

  /**
   * @param work where a local session keeps checkpoints and what does not fit the memory
   * @return the session; whoever opens it stops it
   */
  public static SparkSession open(Path work) {
    SparkConf conf = new SparkConf().setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "Cinephile trainer");
    boolean local = conf.get("spark.master").startsWith("local");
    if (local) {
      keepLocal(conf, work.toAbsolutePath());
    }
    SparkSession session = SparkSession.builder().config(conf).getOrCreate();
    session.sparkContext().setLogLevel(conf.get("spark.log.level", "WARN"));
    if (local && !conf.contains("spark.sql.shuffle.partitions")) {
      // Spark's 200 are meant for a cluster; on one machine they cost more than the work itself.
      session
          .conf()
          .set("spark.sql.shuffle.partitions", session.sparkContext().defaultParallelism());
    }
    return session;
  }

  private static void keepLocal(SparkConf conf, Path work) {
    conf.setIfMissing("spark.ui.enabled", "false")
        .setIfMissing("spark.ui.showConsoleProgress", "false")
        .setIfMissing("spark.driver.bindAddress", "127.0.0.1")
        .setIfMissing("spark.driver.host", "127.0.0.1")
        .setIfMissing("spark.local.dir", work.resolve("spark").toString())
        .setIfMissing("spark.sql.warehouse.dir", work.resolve("warehouse").toString())
        .setIfMissing("spark.checkpoint.dir", work.resolve("checkpoints").toString());
  }
}
