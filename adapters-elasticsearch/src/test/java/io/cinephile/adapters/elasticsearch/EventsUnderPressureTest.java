package io.cinephile.adapters.elasticsearch;

import static io.cinephile.application.contracts.ServingEventsContract.recommendation;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cinephile.adapters.elasticsearch.ElasticsearchServingEvents.Bounds;
import io.cinephile.application.ServingEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An Elasticsearch that is silent, away or refuses is not the concern of who records. */
@Timeout(30)
final class EventsUnderPressureTest {
  private static final ServingEvent EVENT = recommendation(Instant.EPOCH);
  private static final int MANY = 100_000;

  /** Ten may wait, in portions of three; closing takes 0.1 s, and once more where it has to. */
  private static final Bounds SMALL =
      new Bounds(
          10, 3, 1_000_000, Duration.ofMillis(1), Duration.ofSeconds(20), Duration.ofMillis(100));

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void recordMany(ElasticsearchServingEvents events) {
    for (int n = 0; n < MANY; n++) {
      events.record(EVENT);
    }
  }

  @Test
  void whereElasticsearchIsSilentEventsAreDroppedAndNobodyWaits() throws Exception {
    try (SilentServer silent = new SilentServer();
        RestClient client = RestClient.builder(silent.host()).build()) {
      ElasticsearchServingEvents events = new ElasticsearchServingEvents(client, "x", SMALL);
      events.record(EVENT);
      silent.awaitRequests(1);
      long start = System.nanoTime();
      recordMany(events);
      assertThat(since(start)).isLessThan(Duration.ofSeconds(5));
      assertThat(events.dropped()).isEqualTo(MANY - SMALL.waiting());
      start = System.nanoTime();
      events.close();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(5));
      assertThat(events.dropped()).isEqualTo(MANY + 1);
      assertThat(events.written()).isZero();
    }
  }

  @Test
  void whereElasticsearchIsAwayEventsAreDropped() throws Exception {
    int nobody;
    try (SilentServer closed = new SilentServer()) {
      nobody = closed.host().getPort();
    }
    try (RestClient client = RestClient.builder(new HttpHost("127.0.0.1", nobody)).build()) {
      ElasticsearchServingEvents events = new ElasticsearchServingEvents(client, "x", SMALL);
      recordMany(events);
      events.close();
      assertThat(events.dropped()).isEqualTo(MANY);
    }
  }

  @Test
  void oneRequestAtATimeHoldsNoMoreThanAPortionAndWhatIsRefusedCountsAsDropped() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<Integer> portions = new CopyOnWriteArrayList<>();
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean bulk = exchange.getRequestURI().getPath().endsWith("/_bulk");
          if (bulk) {
            portions.add(body.split("\n").length / 2);
          }
          // Of each portion it refuses the first.
          byte[] answer =
              (bulk
                      ? """
                      {"errors":true,"items":[{"index":{"status":429,"error":{"type":"busy"}}},
                      {"index":{"status":201}},{"index":{"status":201}}]}"""
                      : "{}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
          // It knows of no other key than the first.
          boolean key = exchange.getRequestURI().getPath().contains("/_doc/");
          exchange.sendResponseHeaders(key ? 404 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try (RestClient client =
        RestClient.builder(new HttpHost("127.0.0.1", server.getAddress().getPort())).build()) {
      Bounds roomy =
          new Bounds(100, 3, 1_000_000, Duration.ofMillis(1), SMALL.patience(), SMALL.patience());
      ElasticsearchServingEvents events = new ElasticsearchServingEvents(client, "x", roomy);
      for (int n = 0; n < 9; n++) {
        events.record(EVENT);
      }
      while (events.written() + events.dropped() < 9) {
        Thread.sleep(1);
      }
      events.close();
      assertThat(portions).allMatch(size -> size <= 3);
      assertThat(events.dropped()).isEqualTo(portions.size());
      assertThat(events.written()).isEqualTo(9 - portions.size());
    } finally {
      server.stop(0);
    }
  }

  /** Processor time of this thread, and not of the machine: others may be at work on it. */
  @Test
  void toRecordCostsMicroseconds() throws IOException {
    try (SilentServer silent = new SilentServer();
        RestClient client = RestClient.builder(silent.host()).build()) {
      ElasticsearchServingEvents events =
          new ElasticsearchServingEvents(client, "x", Bounds.DEFAULT);
      recordMany(events);
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      recordMany(events);
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
      assertThat(nanos / MANY).isLessThan(10_000);
    }
  }
}
