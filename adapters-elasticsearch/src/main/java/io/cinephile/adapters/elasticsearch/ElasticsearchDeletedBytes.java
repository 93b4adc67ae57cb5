package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.privacy.DeletedBytes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elasticsearch.client.RestClient;

/**
 * Has Lucene merge away what was deleted, in all indices that hold something of viewers. A deleted
 * document stays in its segment until that is merged; Elasticsearch keeps it even then while
 * another copy of the shard might still ask for the deletion (a retention lease), and keeps the
 * request that once wrote it in the translog until a flush. So: flush, wait until no lease reaches
 * back before this call, merge every segment with deletions, flush. What the file system does with
 * the blocks of files that it has removed is beyond this.
 *
 * <p>All of that can wait, and requests cannot. So a process does it once at a time and one index
 * after the other, and begins no step while Elasticsearch is slow, though not for ever. Safe for
 * use by several threads, which wait for each other, and processes.
 */
public final class ElasticsearchDeletedBytes implements DeletedBytes {
  /** To merge large segments takes a while. */
  private static final Duration MERGING = Duration.ofMinutes(30);

  /** Elasticsearch moves leases on every thirty seconds, which no setting changes. */
  private static final Duration LEASES = Duration.ofSeconds(45);

  private static final Duration POLL = Duration.ofSeconds(1);

  /** What takes milliseconds in an Elasticsearch that has nothing else to do. */
  private static final Duration SLOW = Duration.ofMillis(500);

  /** So long in all an expunging makes way for requests; what was deleted has to go some time. */
  private static final Duration MAKING_WAY = Duration.ofMinutes(1);

  private final JsonTransport transport;
  private final IndexNames names;
  private final Duration slow;
  private final Duration makingWay;
  private final Object oneAtATime = new Object();

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   */
  public ElasticsearchDeletedBytes(RestClient client, String prefix) {
    this(client, prefix, SLOW, MAKING_WAY);
  }

  /**
   * @param slow is an Elasticsearch that takes that long for a question that is no work
   * @param makingWay so long in all
   */
  ElasticsearchDeletedBytes(RestClient client, String prefix, Duration slow, Duration makingWay) {
    this.transport = new JsonTransport(client, MERGING);
    this.names = new IndexNames(prefix);
    this.slow = slow;
    this.makingWay = makingWay;
  }

  @Override
  public boolean expunge() {
    synchronized (oneAtATime) {
      return expungeNow();
    }
  }

  private boolean expungeNow() {
    long start = System.nanoTime();
    makeWay(start);
    List<String> indices = withDeletions();
    if (indices.isEmpty()) {
      flush(everything());
      return true;
    }
    String all = String.join(",", indices);
    Map<String, Long> newest = shards(all, "seq_no", shard -> shard.path("max_seq_no").asLong());
    settings(all);
    flush(all);
    if (!leasesMoveBeyond(all, newest)) {
      return false;
    }
    for (String index : indices) {
      makeWay(start);
      flush(index);
      transport.call(
          "POST", "/" + index + "/_forcemerge?only_expunge_deletes=true&ignore_unavailable=true");
    }
    flush(everything());
    return true;
  }

  /**
   * Returns when Elasticsearch is not slow, or has been made way for long enough since the start.
   */
  private void makeWay(long start) {
    while (System.nanoTime() - start < makingWay.toNanos()) {
      long asked = System.nanoTime();
      List<String> unused = withDeletions();
      if (System.nanoTime() - asked < slow.toNanos()) {
        return;
      }
      pause();
    }
  }

  /** What holds something of viewers, whether it is there or not. */
  private String everything() {
    return Stream.of(
            names.standing(ElasticsearchLiveRatings.INDEX),
            names.standing("consents"),
            names.pattern(GenerationIndex.RATINGS),
            names.pattern(GenerationIndex.RECOMMENDATIONS))
        .collect(Collectors.joining(","));
  }

  private List<String> withDeletions() {
    JsonNode stats =
        transport
            .call(
                "GET",
                "/"
                    + everything()
                    + "/_stats/docs?ignore_unavailable=true&filter_path=indices.*.total.docs.deleted")
            .path("indices");
    return stats.properties().stream()
        .filter(index -> index.getValue().findPath("deleted").asLong() > 0)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Every segment with deletions is to be merged, however few they are. */
  private void settings(String indices) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    ObjectNode index = body.putObject("index");
    index.put("merge.policy.expunge_deletes_allowed", 0);
    transport.call("PUT", "/" + indices + "/_settings?ignore_unavailable=true", body);
  }

  private void flush(String indices) {
    transport.call("POST", "/" + indices + "/_flush?force=true&ignore_unavailable=true");
  }

  private boolean leasesMoveBeyond(String indices, Map<String, Long> newest) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < LEASES.toNanos()) {
      Map<String, Long> retained =
          shards(indices, "retention_leases", ElasticsearchDeletedBytes::retained);
      boolean beyond =
          newest.entrySet().stream()
              .allMatch(
                  copy -> retained.getOrDefault(copy.getKey(), Long.MAX_VALUE) > copy.getValue());
      if (beyond) {
        return true;
      }
      pause();
    }
    return false;
  }

  private static long retained(JsonNode leases) {
    long least = Long.MAX_VALUE;
    for (JsonNode lease : leases.path("leases")) {
      least = Math.min(least, lease.path("retaining_seq_no").asLong());
    }
    return least;
  }

  private interface Figure {
    long of(JsonNode part);
  }

  /** Some figure of each copy of each shard. */
  private Map<String, Long> shards(String indices, String part, Figure figure) {
    JsonNode stats =
        transport.call(
            "GET",
            "/"
                + indices
                + "/_stats/docs?level=shards&ignore_unavailable=true&filter_path=indices.*.shards.*."
                + part
                + ",indices.*.shards.*.routing.node");
    Map<String, Long> figures = new HashMap<>();
    stats
        .path("indices")
        .properties()
        .forEach(
            index ->
                index
                    .getValue()
                    .path("shards")
                    .properties()
                    .forEach(
                        shard ->
                            shard
                                .getValue()
                                .forEach(
                                    copy ->
                                        figures.put(
                                            index.getKey()
                                                + " "
                                                + shard.getKey()
                                                + " "
                                                + copy.path("routing").path("node").asText(),
                                            figure.of(copy.path(part))))));
    return figures;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("Interrupted while waiting for Elasticsearch.", e);
    }
  }
}
