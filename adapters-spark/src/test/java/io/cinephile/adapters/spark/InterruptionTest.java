package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cinephile.adapters.spark.dataset.DatasetFiles.Layout;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is cancelled by interrupting its thread, wherever that is just now. */
class InterruptionTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(3);
  private static final SparkSession SPARK = SharedSession.get();

  @TempDir Path folder;

  @Test
  void sourcing_ends_at_once() throws Exception {
    writeRatings(3_000_000);
    SparkRatingSource source = MovieLens.source(MovieLens.files(folder, Layout.CSV, List.of()));
    CountDownLatch begun = new CountDownLatch(1);

    assertEndsWhenInterrupted(
        begun,
        () ->
            source.snapshot(
                DatasetLocation.SAMPLE, Stream::empty, (activity, fraction) -> begun.countDown()));

    assertThat(SPARK.sparkContext().getPersistentRDDs().isEmpty()).isTrue();
  }

  @Test
  void learning_ends_at_once() throws Exception {
    writeRatings(2_000);
    TrainingParameters endless =
        new TrainingParameters(
            new StarModel(20, 100, 0.1, 5, 5), new RankingModel(2, 1, 0.1, 1), 10, 1);
    CountDownLatch begun = new CountDownLatch(1);
    TrainingListener listener =
        (activity, fraction) -> {
          if (fraction > 0.1) {
            begun.countDown();
          }
        };
    try (DatasetSnapshot snapshot =
        MovieLens.snapshot(MovieLens.files(folder, Layout.CSV, List.of()))) {
      assertEndsWhenInterrupted(
          begun, () -> new SparkModelTrainer(SPARK).train(snapshot, endless, listener));
    }
  }

  @Test
  void streaming_partitions_ends_at_once() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    JavaRDD<Integer> slow = numbers().map(InterruptionTest::slowly);

    assertEndsWhenInterrupted(
        begun,
        () -> {
          begun.countDown();
          PartitionStream.of(slow).forEach(number -> {});
        });
  }

  @Test
  void streaming_rows_ends_at_once() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Dataset<Row> slow = slowRows();

    assertEndsWhenInterrupted(
        begun,
        () -> {
          begun.countDown();
          RowStream.of(slow).forEach(row -> {});
        });
  }

  @Test
  void what_begins_when_the_rest_has_been_cancelled_ends_too() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Dataset<Row> slow = slowRows();
    Dataset<Row> shuffled = slow.groupBy("number").count();

    assertEndsWhenInterrupted(
        begun,
        () ->
            WatchedWork.untold(
                SPARK.sparkContext(),
                () -> {
                  begun.countDown();
                  assertThat(catchThrowable(slow::collectAsList)).isNotNull();
                  return shuffled.collectAsList();
                }));
  }

  @Test
  void work_that_takes_no_notice_is_not_waited_for() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    JavaRDD<Integer> deaf = numbers().map(InterruptionTest::deafly);

    assertEndsWhenInterrupted(
        begun,
        () -> {
          begun.countDown();
          WatchedWork.untold(SPARK.sparkContext(), deaf::collect);
        });
    assertEndsWhenInterrupted(
        begun, () -> WatchedWork.untold(SPARK.sparkContext(), () -> deafly(1)));
  }

  @Test
  void whoever_is_interrupted_already_begins_nothing() throws Exception {
    writeRatings(100);
    try (DatasetSnapshot snapshot =
        MovieLens.snapshot(MovieLens.files(folder, Layout.CSV, List.of()))) {
      Thread.currentThread().interrupt();
      Throwable thrown = catchThrowable(() -> snapshot.ratings().count());

      assertThat(Thread.interrupted()).isTrue();
      assertThat(thrown).isInstanceOf(CancellationException.class);
    }
  }

  private static void assertEndsWhenInterrupted(CountDownLatch begun, Runnable work)
      throws Exception {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread run =
        new Thread(
            () -> {
              Throwable thrown = catchThrowable(work::run);
              stillInterrupted.set(Thread.currentThread().isInterrupted());
              end.complete(thrown);
            });
    run.start();
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    Thread.sleep(500);
    assertThat(end).as("work that is to be interrupted").isNotDone();

    run.interrupt();

    assertThat(end).succeedsWithin(AT_ONCE).isInstanceOf(CancellationException.class);
    assertThat(stillInterrupted).isTrue();
    awaitNoJob();
  }

  /** Spark's books run a moment behind. */
  private static void awaitNoJob() throws InterruptedException {
    long deadline = System.nanoTime() + AT_ONCE.toNanos();
    while (SPARK.sparkContext().statusTracker().getActiveJobIds().length > 0
        && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(SPARK.sparkContext().statusTracker().getActiveJobIds()).isEmpty();
  }

  private static Dataset<Row> slowRows() {
    return SPARK.createDataFrame(
        numbers().map(number -> RowFactory.create(slowly(number))),
        new StructType().add("number", DataTypes.IntegerType));
  }

  private static JavaRDD<Integer> numbers() {
    return JavaSparkContext.fromSparkContext(SPARK.sparkContext())
        .parallelize(IntStream.range(0, 8).boxed().toList(), 8);
  }

  private static Integer slowly(Integer number) throws InterruptedException {
    Thread.sleep(20_000);
    return number;
  }

  /** As long loops over numbers do. */
  private static Integer deafly(Integer number) {
    long deadline = System.nanoTime() + Duration.ofSeconds(8).toNanos();
    while (System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    return number;
  }

  private void writeRatings(int count) throws IOException {
    StringBuilder movies = new StringBuilder("movieId,title,genres\n");
    IntStream.rangeClosed(1, 1000).forEach(i -> movies.append(i).append(",Film (2000),War\n"));
    Files.writeString(folder.resolve("movies.csv"), movies);
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("ratings.csv"))) {
      out.write("userId,movieId,rating,timestamp\n");
      for (int i = 0; i < count; i++) {
        out.write((1 + i / 20) + "," + (1 + i * 7 % 1000) + ",4.0,1000000000\n");
      }
    }
  }
}
