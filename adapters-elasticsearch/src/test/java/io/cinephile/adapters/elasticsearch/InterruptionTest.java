package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.cinephile.application.contracts.Publishing;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.Publication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A run is cancelled by interrupting its thread, which has to end soon and leave nothing behind.
 */
@Timeout(30)
final class InterruptionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(4);

  @RegisterExtension final TestIndices indices = new TestIndices();

  private SilentServer silent;
  private RestClient client;

  @BeforeEach
  void start() throws IOException {
    silent = new SilentServer();
    client = RestClient.builder(silent.host()).build();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    silent.close();
  }

  @Test
  void aThreadThatWaitsForAnAnswerDropsItsRequest() throws Exception {
    Caller caller = new Caller(() -> transport().call("GET", "/x?y=z"));
    silent.awaitRequests(1);
    caller.interrupt();
    caller.assertCancelled("GET /x");
    assertHungUp();
  }

  @Test
  void aThreadThatIsInterruptedAlreadySendsNothing() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> transport().call("GET", "/x"))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(silent.wasAsked()).isFalse();
  }

  @Test
  void aClientThatIsClosedIsAnOutage() throws Exception {
    Caller caller = new Caller(() -> transport().call("GET", "/x"));
    silent.awaitRequests(1);
    client.close();
    assertThat(caller.failure())
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("GET /x");
  }

  @Test
  void writingDropsWhatIsNotAnswered() throws Exception {
    Caller writer = new Caller(() -> write(transport(), Duration.ZERO));
    silent.awaitRequests(2);
    writer.interrupt();
    writer.assertCancelled("writing");
    assertHungUp();
  }

  @Test
  void writingWaitsForWhatIsAnsweredSoon() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicInteger unanswered = new AtomicInteger();
    HttpServer slow = server("{\"errors\":false}", 200, asked, unanswered);
    try (RestClient patient = client(slow)) {
      Caller writer = new Caller(() -> write(new JsonTransport(patient, PATIENCE), Duration.ZERO));
      asked.await();
      writer.interrupt();
      writer.assertCancelled("writing");
      assertThat(unanswered).hasValue(0);
    } finally {
      slow.stop(0);
    }
  }

  @Test
  void writingDoesNotSitOutAnOverload() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    HttpServer overloaded = server("{}", 429, asked, new AtomicInteger());
    try (RestClient patient = client(overloaded)) {
      Caller writer =
          new Caller(
              () -> write(new JsonTransport(patient, PATIENCE), PublishingSettings.LONGEST_PAUSE));
      asked.await();
      writer.interrupt();
      writer.assertCancelled("writing");
    } finally {
      overloaded.stop(0);
    }
  }

  @Test
  void nothingAppearsAgainThatIsDeletedAfterwards() throws Exception {
    RecommendationStore store =
        new ElasticsearchRecommendationStore(
            indices.client(),
            indices.prefix(),
            new PublishingSettings(1, 0, 50_000, 100, 4, 2, Duration.ofMillis(1)));
    for (int i = 0; i < 5; i++) {
      GenerationId generation = Publishing.freshGeneration();
      Publication publication = store.open(generation);
      CountDownLatch begun = new CountDownLatch(1 + i);
      Caller writer =
          new Caller(
              () ->
                  publication.ratings(
                      PublishingTest.ratings(1_000_000), written -> begun.countDown()));
      begun.await();
      writer.interrupt();
      writer.assertCancelled("writing");
      store.delete(generation);
    }
    Thread.sleep(1_000);
    assertThat(store.stored()).isEmpty();
  }

  private JsonTransport transport() {
    return new JsonTransport(client, PATIENCE);
  }

  private static void write(JsonTransport transport, Duration pause) {
    PublishingSettings settings = new PublishingSettings(1, 0, 1_000_000, 1, 2, 9, pause);
    new BulkWriter(transport, settings)
        .write("x", PublishingTest.ratings(1_000), new RatingDocument(), n -> {});
  }

  private void assertHungUp() throws InterruptedException {
    long end = System.nanoTime() + SOON.toNanos();
    while (silent.listening() > 0 && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(silent.listening()).isZero();
  }

  /** A server that thinks for a while before each answer. */
  private static HttpServer server(
      String answer, int status, CountDownLatch asked, AtomicInteger unanswered)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          unanswered.incrementAndGet();
          asked.countDown();
          exchange.getRequestBody().readAllBytes();
          pause(Duration.ofMillis(300));
          unanswered.decrementAndGet();
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static RestClient client(HttpServer server) {
    return RestClient.builder(new HttpHost("127.0.0.1", server.getAddress().getPort())).build();
  }

  /** A thread with work to do, which may be interrupted. */
  private static final class Caller {
    private final Thread thread;
    private volatile Throwable failure;
    private volatile boolean flag;

    Caller(Runnable work) {
      thread =
          new Thread(
              () -> {
                failure = catchThrowable(work::run);
                flag = Thread.currentThread().isInterrupted();
              });
      thread.start();
    }

    void interrupt() {
      thread.interrupt();
    }

    Throwable failure() throws InterruptedException {
      thread.join(SOON.toMillis());
      assertThat(thread.isAlive()).as("still at work").isFalse();
      return failure;
    }

    void assertCancelled(String what) throws InterruptedException {
      assertThat(failure()).isInstanceOf(CancellationException.class).hasMessageContaining(what);
      assertThat(flag).as("interrupt flag").isTrue();
    }
  }
}
