package io.cinephile.bootstrap.trainer;

import io.cinephile.adapters.elasticsearch.CallPolicy;
import io.cinephile.adapters.elasticsearch.ElasticsearchConsents;
import io.cinephile.adapters.elasticsearch.ElasticsearchDataCatalogue;
import io.cinephile.adapters.elasticsearch.ElasticsearchGenerationRegistry;
import io.cinephile.adapters.elasticsearch.ElasticsearchKeyStates;
import io.cinephile.adapters.elasticsearch.ElasticsearchLiveRatings;
import io.cinephile.adapters.elasticsearch.ElasticsearchRecommendationStore;
import io.cinephile.adapters.elasticsearch.ElasticsearchSuppressions;
import io.cinephile.adapters.elasticsearch.ElasticsearchTrainingRuns;
import io.cinephile.adapters.openlineage.OpenLineageEvents;
import io.cinephile.application.AnnouncedRuns;
import io.cinephile.application.Permissions;
import io.cinephile.application.RunTraining;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.privacy.Suppressions;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRuns;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.elasticsearch.client.RestClient;

/**
 * Does recorded training runs, one after the other, with one Spark session and one connection to
 * the store. Used by one thread.
 */
final class RunWorker implements AutoCloseable {
  private final SparkOnDemand spark;
  private final RestClient client;
  private final TrainingRuns runs;
  private final OpenLineageEvents lineage;
  private final RunTraining training;

  /**
   * @param lastLines of what this process has said
   */
  RunWorker(Home home, StoreSettings store, Supplier<List<String>> lastLines) {
    Clock clock = Clock.systemUTC();
    Pseudonymiser pseudonymiser = home.pseudonymKeys().pseudonymiser();
    this.spark = new SparkOnDemand(home, pseudonymiser);
    this.client = store.open();
    ElasticsearchGenerationRegistry registry =
        new ElasticsearchGenerationRegistry(client, store.prefix());
    this.lineage =
        OpenLineageEvents.of(
            Optional.ofNullable(System.getenv("CINEPHILE_LINEAGE_URL")),
            home.lineageEvents(),
            new ElasticsearchDataCatalogue(store.prefix()),
            Versions.ofThisProcess());
    this.runs =
        new AnnouncedRuns(
            new ElasticsearchTrainingRuns(client, store.prefix(), clock, store.lease()),
            registry,
            lineage,
            clock);
    Suppressions suppressions = new ElasticsearchSuppressions(client, store.prefix());
    this.training =
        new RunTraining(
            new RunTraining.Ports(
                new RatingsUnderKey(
                    spark,
                    new ElasticsearchKeyStates(client, store.prefix()),
                    pseudonymiser.keyId()),
                new ElasticsearchLiveRatings(client, store.prefix()),
                spark,
                new ElasticsearchRecommendationStore(client, store.prefix(), store.publishing()),
                registry,
                runs,
                new Permissions(
                    new ElasticsearchConsents(client, store.prefix(), CallPolicy.NONE),
                    suppressions,
                    store.legalBasis()),
                suppressions),
            store.policy(),
            new RunTraining.Process(Versions.ofThisProcess(), lastLines),
            clock);
  }

  TrainingRuns runs() {
    return runs;
  }

  /** Does the run to its end; empty if it was not there to be done. */
  Optional<TrainingRun> work(RunId run) {
    try {
      return training.run(run);
    } finally {
      spark.forget();
    }
  }

  @Override
  public void close() throws IOException {
    lineage.close();
    spark.close();
    client.close();
  }
}
