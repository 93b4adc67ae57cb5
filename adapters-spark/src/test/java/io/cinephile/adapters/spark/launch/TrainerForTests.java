package io.cinephile.adapters.spark.launch;

import static io.cinephile.adapters.spark.dataset.CachingDatasetLocator.GROUPLENS;

import io.cinephile.adapters.spark.SparkModelTrainer;
import io.cinephile.adapters.spark.SparkRatingSource;
import io.cinephile.adapters.spark.TrainerSession;
import io.cinephile.adapters.spark.dataset.CachingDatasetLocator;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A main class that stands for the trainer's; what it does is told by the environment. */
public final class TrainerForTests {
  private TrainerForTests() {}

  public static void main(String[] arguments) throws Exception {
    ParentWatch.beginIfAsked(System.getenv());
    switch (System.getenv("TEST_BEHAVIOUR")) {
      case "succeed" -> Files.write(Path.of(System.getenv("TEST_OUTPUT")), List.of(arguments));
      case "fail" -> {
        System.out.println("the output is " + System.getenv("TEST_OUTPUT"));
        IntStream.range(0, 100).forEach(i -> System.out.println("line " + i));
        System.out.println("the key is " + System.getenv("TEST_SECRET"));
        System.exit(7);
      }
      case "exhaust" -> System.out.println(exhaust());
      case "exhaust in a task" -> learnMoreThanFits(Path.of(System.getenv("TEST_OUTPUT")));
      case "open a session" -> TrainerSession.open(Path.of(System.getenv("TEST_OUTPUT"))).close();
      case "sleep" -> sleep(ProcessHandle.current().pid());
      case "refuse to end" -> {
        Process child = new ProcessBuilder("sleep", "600").start();
        Runtime.getRuntime().addShutdownHook(new Thread(TrainerForTests::sleep));
        sleep(ProcessHandle.current().pid(), child.pid());
      }
      default -> throw new IllegalArgumentException(Arrays.toString(arguments));
    }
  }

  private static void sleep(long... pids) {
    try {
      Path output = Path.of(System.getenv("TEST_OUTPUT"));
      Path whole = output.resolveSibling("output.unfinished");
      Files.write(whole, LongStream.of(pids).mapToObj(Long::toString).toList());
      Files.move(whole, output, StandardCopyOption.ATOMIC_MOVE);
      Thread.sleep(600_000);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A vector of 2 KB for each of many viewers, of whom two blocks have to be in memory; what Spark
   * demands at least, and these viewers could be quickly learnt with, is taken away first.
   */
  private static void learnMoreThanFits(Path work) throws IOException {
    byte[][] hoard = new byte[25][10 << 20];
    Files.createDirectories(work);
    Files.writeString(work.resolve("movies.csv"), "movieId,title,genres\n1,Heat (1995),Crime\n");
    StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
    IntStream.rangeClosed(1, 100_000)
        .forEach(viewer -> ratings.append(viewer).append(",1,4.0,1000000000\n"));
    Files.writeString(work.resolve("ratings.csv"), ratings);
    TrainingParameters parameters =
        new TrainingParameters(
            new StarModel(512, 1, 0.1, 5, 5), new RankingModel(1, 1, 0.1, 1), 10, 1);
    SourcingListener silent = (activity, fraction) -> {};
    try (TrainerSession session = TrainerSession.open(work);
        DatasetSnapshot snapshot =
            new SparkRatingSource(
                    session.spark(),
                    new CachingDatasetLocator(work, GROUPLENS, folder -> {}),
                    new Pseudonymiser(new byte[Pseudonymiser.KEY_BYTES]),
                    Clock.systemUTC())
                .snapshot(new DatasetLocation(work.toString()), Stream::empty, silent)) {
      new SparkModelTrainer(session.spark())
          .train(snapshot, parameters, TrainingListener.SILENT)
          .close();
    }
    Reference.reachabilityFence(hoard);
  }

  private static int exhaust() {
    long[][] hoard = new long[1 << 20][];
    for (int i = 0; i < hoard.length; i++) {
      hoard[i] = new long[1 << 20];
    }
    return hoard.length;
  }

  /** Launches a sleeping trainer from a JVM of its own, which the test then kills. */
  public static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws Exception {
      new LocalTrainingLauncher(
              LocalTrainingLauncherTest.command(Path.of(arguments[0]), "sleep", "256m"))
          .launch(LocalTrainingLauncherTest.RUN, end -> {});
      Thread.sleep(600_000);
    }
  }
}
