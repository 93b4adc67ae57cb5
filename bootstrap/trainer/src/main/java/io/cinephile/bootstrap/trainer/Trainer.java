package io.cinephile.bootstrap.trainer;

import io.cinephile.adapters.elasticsearch.ElasticsearchGenerationRegistry;
import io.cinephile.adapters.elasticsearch.ElasticsearchRecommendationStore;
import io.cinephile.adapters.elasticsearch.ElasticsearchTrainingRuns;
import io.cinephile.adapters.spark.launch.ParentWatch;
import io.cinephile.application.EvaluateDataset;
import io.cinephile.application.RunTraining;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.DatasetUnavailableException;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.client.RestClient;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The trainer's composition root, started by SparkSubmit, which decides by {@code --master} where
 * Spark runs. Ends with 0 if the work succeeded, 1 if it failed, 2 if the command line was wrong.
 */
@Command(
    name = "trainer",
    description = "Does training runs that servers have recorded, or judges parameters.",
    mixinStandardHelpOptions = true)
public final class Trainer implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Work work;

  @Option(
      names = "--home",
      defaultValue = "${env:CINEPHILE_HOME}",
      description = "The folder of keys and data sets; CINEPHILE_HOME.")
  private Path home;

  @Option(names = "--json", description = "Write an evaluation to this file, too.")
  private Path json;

  private static final Duration ORDERLY_END = Duration.ofSeconds(5);

  private final LastLines lastLines;

  private static final class Work {
    @Option(names = "--once", paramLabel = "<run>", description = "Do this run and end.")
    private String run;

    @Option(names = "--watch", description = "Do all runs that nobody else does, until stopped.")
    private boolean watch;

    @Option(names = "--evaluate", paramLabel = "<data>", description = "Judge on these data.")
    private String dataset;
  }

  private Trainer(LastLines lastLines) {
    this.lastLines = lastLines;
  }

  public static void main(String... arguments) {
    LastLines lastLines =
        LastLines.ofThisProcess(StoreSettings.of(System.getenv()).password().stream().toList());
    System.exit(new CommandLine(new Trainer(lastLines)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    ParentWatch.beginIfAsked(System.getenv());
    Home folder = new Home(home == null ? Home.defaultFolder() : home);
    try (SparkOnDemand spark = new SparkOnDemand(folder)) {
      return work.dataset == null ? train(folder, spark) : evaluate(spark);
    }
  }

  private int train(Home folder, SparkOnDemand spark) throws IOException {
    Clock clock = Clock.systemUTC();
    Map<String, String> environment = System.getenv();
    StoreSettings store = StoreSettings.of(environment);
    try (RestClient client = store.open()) {
      TrainingRuns runs =
          new ElasticsearchTrainingRuns(client, store.prefix(), clock, store.lease());
      RunTraining training =
          new RunTraining(
              new RunTraining.Ports(
                  spark,
                  spark,
                  new ElasticsearchRecommendationStore(client, store.prefix(), store.publishing()),
                  new ElasticsearchGenerationRegistry(client, store.prefix()),
                  runs),
              Policies.of(environment),
              new Pseudonymiser(folder.pseudonymKey().bytes()),
              new RunTraining.Process(Versions.ofThisProcess(), lastLines::lines),
              clock);
      CountDownLatch done = new CountDownLatch(1);
      endOnSignal(Thread.currentThread(), done);
      try {
        return work.watch ? watch(runs, training) : once(training);
      } finally {
        done.countDown();
      }
    }
  }

  private static int watch(TrainingRuns runs, RunTraining training) {
    new RunWatch(runs, training, System.out).untilInterrupted();
    return 0;
  }

  /** What became of the run, the run itself tells; a failed one makes its trainer fail too. */
  private int once(RunTraining training) {
    Optional<TrainingRun> run = training.run(new RunId(work.run));
    if (run.isEmpty()) {
      System.err.printf("There is no run %s that waits for a trainer.%n", work.run);
    }
    return run.filter(ended -> ended.state() != TrainingRun.State.FAILED).isPresent() ? 0 : 1;
  }

  /** A run that is stopped tidies up before the process ends. */
  private static void endOnSignal(Thread worker, CountDownLatch done) {
    Runnable stop =
        () -> {
          if (done.getCount() > 0) {
            worker.interrupt();
            awaitBriefly(done);
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
  }

  private static void awaitBriefly(CountDownLatch done) {
    try {
      boolean unused = done.await(ORDERLY_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int evaluate(SparkOnDemand spark) throws IOException {
    TrainingParameters parameters = TrainingParameters.DEFAULT;
    try {
      List<Evaluation> folds =
          new EvaluateDataset(spark, spark)
              .evaluate(
                  new DatasetLocation(work.dataset), parameters, new ProgressLine(System.err));
      EvaluationReport report = EvaluationReport.of(work.dataset, parameters, folds);
      System.out.println(report.table());
      if (json != null) {
        report.writeJson(json);
      }
      return 0;
    } catch (DatasetRefusedException | DatasetUnavailableException e) {
      System.err.println("cinephile: " + e.getMessage());
      return 1;
    }
  }
}
