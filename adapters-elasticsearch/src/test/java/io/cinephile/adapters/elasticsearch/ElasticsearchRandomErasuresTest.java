package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.RandomErasuresContract;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.application.fakes.SmallInstallation;
import io.cinephile.application.fakes.SmallInstallation.Stores;
import java.util.stream.IntStream;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each model that is published, and each viewer who is erased from it, takes a while on the real
 * store. So many viewers take part in each of few stories: what each of them lives through is come
 * between by all others and by the same training runs.
 */
final class ElasticsearchRandomErasuresTest extends RandomErasuresContract {
  /** Of fifteen viewers each; more in the profile long-tests. */
  private static final int STORIES = Integer.getInteger("stories");

  @RegisterExtension final TestIndices indices = new TestIndices();

  static IntStream seeds() {
    return IntStream.range(0, STORIES);
  }

  @Override
  protected Stores empty(SettableClock clock) {
    RestClient client = indices.client();
    String prefix = indices.prefix();
    return new Stores(
        new ElasticsearchRecommendationStore(client, prefix, PublishingSettings.DEFAULT),
        new ElasticsearchRatings(client, prefix, CallPolicy.NONE),
        new ElasticsearchLiveRatings(client, prefix),
        new ElasticsearchConsents(client, prefix, CallPolicy.NONE),
        new ElasticsearchSuppressions(client, prefix),
        new ElasticsearchGenerationRegistry(client, prefix),
        new ElasticsearchTrainingRuns(client, prefix, clock, SmallInstallation.LEASE));
  }

  @Override
  protected int viewers() {
    return 15;
  }

  @Override
  protected int actions() {
    return 15;
  }
}
