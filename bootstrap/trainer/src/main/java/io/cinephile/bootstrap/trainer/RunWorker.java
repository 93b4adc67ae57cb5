package io.cinephile.bootstrap.trainer;

import io.cinephile.adapters.elasticsearch.ElasticsearchGenerationRegistry;
import io.cinephile.adapters.elasticsearch.ElasticsearchRecommendationStore;
import io.cinephile.adapters.elasticsearch.ElasticsearchTrainingRuns;
import io.cinephile.adapters.spark.SparkModelTrainer;
import io.cinephile.adapters.spark.TrainerSession;
import io.cinephile.application.RunTraining;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.bootstrap.home.Release;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRuns;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.elasticsearch.client.RestClient;

/**
 * Does recorded training runs, one after the other, with one Spark session and one connection to
 * the store. Used by one thread.
 */
final class RunWorker implements AutoCloseable {
  private final Clock clock = Clock.systemUTC();
  private final Home home;
  private final StoreSettings store;
  private final Pseudonymiser pseudonymiser;
  private final RestClient client;
  private TrainerSession session;

  RunWorker(Home home, StoreSettings store) {
    this.home = home;
    this.store = store;
    this.pseudonymiser = new Pseudonymiser(home.pseudonymKey().bytes());
    this.session = TrainerSession.open(home.trainer());
    this.client = store.open();
  }

  TrainingRuns runs() {
    return new ElasticsearchTrainingRuns(client, store.prefix(), clock, store.lease());
  }

  /** Does the run to its end; empty if it was not there to be done. */
  Optional<TrainingRun> work(RunId run) {
    if (!session.isOpen()) {
      session.close();
      session = TrainerSession.open(home.trainer());
    }
    try {
      return training(session.spark()).run(run);
    } finally {
      session.forget();
    }
  }

  private RunTraining training(SparkSession spark) {
    return new RunTraining(
        new RunTraining.Ports(
            Datasets.source(home, spark, clock),
            new SparkModelTrainer(spark),
            new ElasticsearchRecommendationStore(client, store.prefix(), store.publishing()),
            new ElasticsearchGenerationRegistry(client, store.prefix()),
            runs()),
        store.policy(),
        pseudonymiser,
        versions(spark),
        clock);
  }

  private static Map<String, String> versions(SparkSession spark) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("cinephile", Release.version());
    versions.put("spark", spark.version());
    versions.put("java", System.getProperty("java.version"));
    return versions;
  }

  @Override
  public void close() throws IOException {
    session.close();
    client.close();
  }
}
