package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.adapters.elasticsearch.ElasticsearchServingEvents.Bounds;
import io.cinephile.application.ServingEvents;
import io.cinephile.application.contracts.ServingEventsContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchServingEventsTest extends ServingEventsContract {
  private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123456Z");

  /** Portions of seven, so that some are not full. */
  private static final Bounds BOUNDS =
      new Bounds(
          1_000,
          7,
          1_000_000,
          Duration.ofMillis(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));

  @RegisterExtension final TestIndices indices = new TestIndices();

  private final List<ElasticsearchServingEvents> opened = new ArrayList<>();

  @Override
  protected ServingEvents empty() {
    return open(BOUNDS);
  }

  private ElasticsearchServingEvents open(Bounds bounds) {
    ElasticsearchServingEvents events =
        new ElasticsearchServingEvents(indices.client(), indices.prefix(), bounds);
    opened.add(events);
    return events;
  }

  @Override
  protected void awaitKept(ServingEvents events, int count) {
    ((ElasticsearchServingEvents) events).close();
    indices.transport().call("POST", "/" + index() + "/_refresh");
    assertThat(hits()).hasSize(count);
  }

  private String index() {
    return indices.names().standing("events");
  }

  private List<JsonNode> hits() {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", 1_000);
    return Search.hits(indices.transport().call("POST", Search.path(index()), body))
        .map(hit -> hit.path("_source"))
        .toList();
  }

  @AfterEach
  void close() {
    opened.forEach(ElasticsearchServingEvents::close);
  }

  @Test
  void writesWhatItIsGivenAndNothingElse() {
    ElasticsearchServingEvents events = open(BOUNDS);
    events.record(recommendation(TIME));
    events.record(refusal(TIME));
    awaitKept(events, 2);
    JsonNode first = hits().get(0);
    String server = first.path("server").asText();
    assertThat(server).matches("[0-9a-f]{8}");
    assertThat(first.toString())
        .isEqualTo(
            """
            {"at":"2026-11-22T10:15:30.123Z","kind":"request",\
            "route":"/api/v1/users/{id}/recommendations","method":"GET","status":200,\
            "statusClass":"2xx","latencyMillis":12.5,"server":"%s",\
            "generation":"20261122-161500-3f9a","stale":false,"items":10,\
            "source":["fold-in","popular"]}"""
                .formatted(server));
    assertThat(hits().get(1).toString())
        .isEqualTo(
            """
            {"at":"2026-11-22T10:15:30.123Z","kind":"request","route":"unmatched",\
            "method":"OTHER","status":405,"statusClass":"4xx","latencyMillis":1.0,\
            "server":"%s"}"""
                .formatted(server));
  }

  @Test
  void mapsNoFieldThatNoEventHas() {
    ElasticsearchServingEvents events = open(BOUNDS);
    events.record(recommendation(TIME));
    awaitKept(events, 1);
    assertThat(fieldNames(hits().get(0)))
        .containsExactlyInAnyOrderElementsOf(fieldNames(Mapping.of("events").path("properties")));
  }

  private static List<String> fieldNames(JsonNode node) {
    return StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
        .toList();
  }

  @Test
  void writesByItselfAndInPortions() throws InterruptedException {
    ElasticsearchServingEvents events = open(BOUNDS);
    IntStream.range(0, 23).forEach(n -> events.record(recommendation(TIME)));
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (events.written() < 23 && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(events.written()).isEqualTo(23);
    assertThat(events.dropped()).isZero();
  }

  @Test
  void dropsWhatComesAfterTheEnd() {
    ElasticsearchServingEvents events = open(BOUNDS);
    events.close();
    events.record(refusal(TIME));
    assertThat(events.dropped()).isEqualTo(1);
    events.close();
    assertThat(events.written()).isZero();
  }
}
