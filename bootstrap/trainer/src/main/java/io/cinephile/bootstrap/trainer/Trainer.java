package io.cinephile.bootstrap.trainer;

import io.cinephile.adapters.elasticsearch.ElasticsearchGenerationRegistry;
import io.cinephile.adapters.elasticsearch.ElasticsearchRecommendationStore;
import io.cinephile.adapters.elasticsearch.ElasticsearchTrainingRuns;
import io.cinephile.adapters.spark.SparkModelTrainer;
import io.cinephile.adapters.spark.SparkRatingSource;
import io.cinephile.adapters.spark.TrainerSession;
import io.cinephile.adapters.spark.dataset.CachingDatasetLocator;
import io.cinephile.adapters.spark.launch.ParentWatch;
import io.cinephile.adapters.spark.sample.SampleDataset;
import io.cinephile.application.EvaluateDataset;
import io.cinephile.application.RunTraining;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.DatasetUnavailableException;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.ModelTrainer;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
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
    description = "Does one training run that was recorded before, or judges parameters.",
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

  private static final class Work {
    @Option(names = "--once", paramLabel = "<run>", description = "Do this run and end.")
    private String run;

    @Option(names = "--evaluate", paramLabel = "<data>", description = "Judge on these data.")
    private String dataset;
  }

  private Trainer() {}

  public static void main(String... arguments) {
    System.exit(new CommandLine(new Trainer()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    ParentWatch.beginIfAsked(System.getenv());
    Home folder = new Home(home == null ? Home.defaultFolder() : home);
    try (SparkSession spark = TrainerSession.open(folder.trainer())) {
      SparkRatingSource source =
          new SparkRatingSource(
              spark,
              new CachingDatasetLocator(
                  folder.datasets(), CachingDatasetLocator.GROUPLENS, SampleDataset::write),
              Clock.systemUTC());
      ModelTrainer trainer = new SparkModelTrainer(spark);
      return work.run == null
          ? evaluate(source, trainer)
          : train(folder, source, trainer, new RunId(work.run));
    }
  }

  private int train(Home folder, SparkRatingSource source, ModelTrainer trainer, RunId run)
      throws IOException {
    Clock clock = Clock.systemUTC();
    StoreSettings store = StoreSettings.of(System.getenv());
    try (RestClient client = store.open()) {
      RunTraining training =
          new RunTraining(
              source,
              trainer,
              new ElasticsearchRecommendationStore(client, store.prefix(), store.publishing()),
              new ElasticsearchGenerationRegistry(client, store.prefix()),
              new ElasticsearchTrainingRuns(client, store.prefix(), clock, store.lease()),
              new Pseudonymiser(folder.pseudonymKey().bytes()),
              clock);
      return training.run(run).state() == TrainingRun.State.SUCCEEDED ? 0 : 1;
    }
  }

  private int evaluate(SparkRatingSource source, ModelTrainer trainer) throws IOException {
    TrainingParameters parameters = TrainingParameters.DEFAULT;
    try {
      List<Evaluation> folds =
          new EvaluateDataset(source, trainer)
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
