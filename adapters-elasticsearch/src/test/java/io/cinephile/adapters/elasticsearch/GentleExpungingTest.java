package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An Elasticsearch with other work to do, played by a server that takes its time. */
final class GentleExpungingTest {
  private static final Duration SLOW = Duration.ofMillis(300);
  private static final Duration SLOWER = Duration.ofMillis(400);
  private static final String TWO_WITH_DELETIONS =
      """
      {"indices":{"test-live-ratings":{"total":{"docs":{"deleted":3}}},
      "test-ratings-1":{"total":{"docs":{"deleted":1}}},
      "test-consents":{"total":{"docs":{"deleted":0}}}}}
      """;

  private final List<String> work = new CopyOnWriteArrayList<>();
  private final AtomicInteger slowAnswers = new AtomicInteger();
  private final AtomicInteger merging = new AtomicInteger();
  private final AtomicInteger mostMerging = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private RestClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
    client = RestClient.builder(new HttpHost("127.0.0.1", server.getAddress().getPort())).build();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("GET")) {
      if (slowAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        pause(SLOWER);
      }
    } else {
      work.add(path.substring(path.lastIndexOf('/') + 1));
    }
    if (path.endsWith("/_forcemerge")) {
      mostMerging.accumulateAndGet(merging.incrementAndGet(), Math::max);
      pause(Duration.ofMillis(50));
      merging.decrementAndGet();
    }
    byte[] body = TWO_WITH_DELETIONS.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ElasticsearchDeletedBytes bytes(Duration makingWay) {
    return new ElasticsearchDeletedBytes(client, "test", SLOW, makingWay);
  }

  @Test
  void eachIndexIsMergedOnceAndOneAfterTheOther() throws Exception {
    ElasticsearchDeletedBytes bytes = bytes(Duration.ofMinutes(1));
    Future<Boolean> first = threads.submit(bytes::expunge);
    Future<Boolean> second = threads.submit(bytes::expunge);

    assertThat(List.of(first.get(), second.get())).containsOnly(true);

    assertThat(work).filteredOn("_forcemerge"::equals).hasSize(2 * 2);
    assertThat(mostMerging).hasValue(1);
  }

  @Test
  void nothingBeginsWhileElasticsearchIsSlow() throws Exception {
    slowAnswers.set(1_000);
    Future<Boolean> expunging = threads.submit(bytes(Duration.ofMinutes(1))::expunge);
    pause(SLOWER.multipliedBy(2));
    assertThat(work).isEmpty();

    slowAnswers.set(0);

    assertThat(expunging.get()).isTrue();
    assertThat(work).contains("_forcemerge");
  }

  @Test
  void anElasticsearchThatStaysSlowIsNotMadeWayForForEver() {
    slowAnswers.set(1_000);

    assertThat(bytes(Duration.ofMillis(1)).expunge()).isTrue();

    assertThat(work).contains("_forcemerge");
  }
}
