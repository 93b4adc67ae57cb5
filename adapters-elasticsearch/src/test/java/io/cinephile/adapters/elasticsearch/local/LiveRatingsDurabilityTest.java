package io.cinephile.adapters.elasticsearch.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.adapters.elasticsearch.ElasticsearchLiveRatings;
import io.cinephile.application.contracts.Publishing;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Elasticsearch is killed while viewers rate. */
class LiveRatingsDurabilityTest {
  private static final Duration START = Duration.ofMinutes(3);
  private static final String PREFIX = "durable";
  private static final int VIEWERS = 4;
  private static final int ACKNOWLEDGED_BEFORE = 100;

  @AfterAll
  static void removeInstallations() throws IOException {
    TestHomes.removeInstallations();
  }

  @Test
  void everyAcknowledgedRatingIsThereAfterElasticsearchWasKilled() throws Exception {
    Path home = TestHomes.fresh("durable");
    Queue<RatingChange> acknowledged = new ConcurrentLinkedQueue<>();
    try (LocalElasticsearch first = launch(home);
        RestClient client = client(first)) {
      LiveRatings ratings = new ElasticsearchLiveRatings(client, PREFIX);
      CountDownLatch begun = new CountDownLatch(ACKNOWLEDGED_BEFORE);
      ExecutorService viewers = Executors.newFixedThreadPool(VIEWERS);
      for (int viewer = 1; viewer <= VIEWERS; viewer++) {
        int number = viewer;
        viewers.execute(() -> rateUntilItFails(ratings, number, acknowledged, begun));
      }
      assertThat(begun.await(30, TimeUnit.SECONDS)).as("enough ratings acknowledged").isTrue();
      ProcessesBelow.kill(home);
      viewers.shutdown();
      assertThat(viewers.awaitTermination(30, TimeUnit.SECONDS)).as("outage noticed").isTrue();
    }
    try (LocalElasticsearch second = launch(home);
        RestClient client = client(second);
        Stream<RatingChange> kept = new ElasticsearchLiveRatings(client, PREFIX).all()) {
      assertThat(List.copyOf(acknowledged)).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE);
      assertThat(kept.toList()).containsAll(acknowledged);
    }
  }

  private static void rateUntilItFails(
      LiveRatings ratings, int viewer, Queue<RatingChange> acknowledged, CountDownLatch begun) {
    try {
      for (int movie = 1; ; movie++) {
        RatingChange change =
            new RatingChange(
                Publishing.viewer(viewer),
                new MovieId(movie),
                Optional.of(new Stars(4)),
                Instant.ofEpochSecond(movie));
        ratings.put(change);
        acknowledged.add(change);
        begun.countDown();
      }
    } catch (StoreUnavailableException e) {
      // Killed.
    }
  }

  private static LocalElasticsearch launch(Path home) {
    LocalElasticsearch server = LocalElasticsearch.launch(SharedElasticsearch.testSettings(home));
    server.awaitReady(START);
    return server;
  }

  private static RestClient client(LocalElasticsearch server) {
    String credentials = server.username() + ":" + server.password();
    String encoded =
        Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return RestClient.builder(HttpHost.create(server.uri().toString()))
        .setDefaultHeaders(new Header[] {new BasicHeader("Authorization", "Basic " + encoded)})
        .build();
  }
}
