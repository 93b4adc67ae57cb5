package io.cinephile.adapters.elasticsearch;

import static io.cinephile.application.contracts.Publishing.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.WatchedLiveRatings;
import io.cinephile.application.contracts.Publishing;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.KnownViewers;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that watch the same ratings, in real time. */
final class WatchedLiveRatingsOnElasticsearchTest {
  private static final int CHANGES = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension final TestIndices indices = new TestIndices();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean over = new AtomicBoolean();

  @AfterEach
  void end() {
    over.set(true);
    threads.shutdownNow();
  }

  @Test
  void noServerMissesWhatWasAcknowledgedByAnother() throws Exception {
    WatchedLiveRatings rating = server();
    Asked asked = new Asked(server());
    asked.awaitKnowing();
    for (int n = 1; n <= CHANGES; n++) {
      RatingChange change = change(n);
      rating.put(change);
      assertThat(asked.server.by(List.of(change.viewer()))).containsExactly(change);
      assertThat(asked.server.about(change.movie(), 1)).containsExactly(change);
    }
    // Else the store was asked all the time, and nothing was shown.
    asked.awaitKnowing();
    assertThat(asked.server.by(List.of(viewer(1)))).containsExactly(change(1));
    over.set(true);
    asked.asking.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private WatchedLiveRatings server() {
    ElasticsearchLiveRatings ratings =
        new ElasticsearchLiveRatings(indices.client(), indices.prefix());
    ratings.prepare();
    return new WatchedLiveRatings(ratings, threads, WatchedLiveRatings.Time.SYSTEM);
  }

  /** A server that is asked for somebody who changes nothing, all the time. */
  private final class Asked {
    final WatchedLiveRatings server;
    private final AtomicInteger askedTheStore = new AtomicInteger();
    private final KnownViewers known;
    private final GenerationId generation;
    private final Future<?> asking;

    Asked(WatchedLiveRatings server) {
      this.server = server;
      RecommendationStore profiles =
          new ElasticsearchRecommendationStore(
              indices.client(), indices.prefix(), PublishingSettings.DEFAULT);
      this.generation = new Publishing().profile(99, 11).publish(profiles);
      KnownViewers both = KnownViewers.inTwoReadings(profiles, server);
      this.known =
          server.known(
              (of, viewers) -> {
                askedTheStore.incrementAndGet();
                return both.read(of, viewers);
              },
              profiles);
      this.asking =
          threads.submit(
              () -> {
                while (!over.get()) {
                  assertThat(server.by(List.of(viewer(99)))).isEmpty();
                  sleep();
                }
              });
    }

    /** Until ten questions one after the other are answered without a look into live ratings. */
    void awaitKnowing() {
      Instant end = Instant.now().plus(PATIENCE);
      int before;
      do {
        assertThat(Instant.now()).isBefore(end);
        before = askedTheStore.get();
        for (int n = 0; n < 10; n++) {
          assertThat(known.read(generation, List.of(viewer(99))).profiles()).hasSize(1);
        }
      } while (askedTheStore.get() > before);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RatingChange change(int number) {
    return new RatingChange(
        viewer(number),
        new MovieId(100 + number),
        Optional.of(new Stars(4)),
        Instant.parse("2026-11-22T10:15:30Z"));
  }
}
