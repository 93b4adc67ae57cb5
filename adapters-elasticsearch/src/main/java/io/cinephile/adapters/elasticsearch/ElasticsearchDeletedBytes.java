package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.privacy.DeletedBytes;
import java.time.Duration;
import java.util.HashMap;
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
 * the blocks of files that it has removed is beyond this. Safe for use by several threads and
 * processes.
 */
public final class ElasticsearchDeletedBytes implements DeletedBytes {
  /** To merge large segments takes a while. */
  private static final Duration MERGING = Duration.ofMinutes(30);

  /** Elasticsearch moves leases on every thirty seconds, which no setting changes. */
  private static final Duration LEASES = Duration.ofSeconds(45);

  private static final Duration POLL = Duration.ofMillis(200);

  private final JsonTransport transport;
  private final IndexNames names;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   */
  public ElasticsearchDeletedBytes(RestClient client, String prefix) {
    this.transport = new JsonTransport(client, MERGING);
    this.names = new IndexNames(prefix);
  }

  @Override
  public boolean expunge() {
    String indices = withDeletions();
    if (indices.isEmpty()) {
      flush(everything());
      return true;
    }
    Map<String, Long> newest =
        shards(indices, "seq_no", shard -> shard.path("max_seq_no").asLong());
    settings(indices);
    flush(indices);
    if (!leasesMoveBeyond(indices, newest)) {
      return false;
    }
    flush(indices);
    transport.call(
        "POST", "/" + indices + "/_forcemerge?only_expunge_deletes=true&ignore_unavailable=true");
    flush(everything());
    return true;
  }

  /** What holds something of viewers, whether it is there or not. */
  private String everything() {
    return Stream.of(
            names.standing("live-ratings"),
            names.standing("consents"),
            names.pattern(GenerationIndex.RATINGS),
            names.pattern(GenerationIndex.RECOMMENDATIONS))
        .collect(Collectors.joining(","));
  }

  private String withDeletions() {
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
        .collect(Collectors.joining(","));
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
                + "/_stats?level=shards&ignore_unavailable=true&filter_path=indices.*.shards.*."
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
