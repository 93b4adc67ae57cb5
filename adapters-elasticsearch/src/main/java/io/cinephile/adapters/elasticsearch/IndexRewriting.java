package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.rating.KeyId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Rewrites an index as a whole: into a copy with the same settings and mapping, which then takes
 * its place under the same name and the same aliases. The former index is deleted, so that none of
 * its bytes stay in segments or in the translog. (Elasticsearch's own way to do so, {@code
 * _reindex}, is a module that the local one does not have, and {@code _update_by_query} keeps the
 * ids.)
 *
 * <p>A copy that is complete is blocked for writes; any other one is begun anew. The former index
 * is deleted in the same step in which the copy takes its aliases over. Thus what is there tells
 * how far a rewriting came that was broken off.
 */
final class IndexRewriting {
  private static final int PAGE = 2_000;
  private static final String KEEP_ALIVE = "10m";

  /** What an index gets anew, and what only says where it came from. */
  private static final List<String> NOT_COPIED =
      List.of(
          "creation_date",
          "uuid",
          "provided_name",
          "version",
          "blocks",
          "resize",
          "history",
          "routing",
          "refresh_interval");

  private final JsonTransport transport;
  private final PublishingSettings settings;

  IndexRewriting(JsonTransport transport, PublishingSettings settings) {
    this.transport = transport;
    this.settings = settings;
  }

  /**
   * Rewrites an index, or finishes what was broken off.
   *
   * @param index that may have been replaced by its copy already
   * @param copy its name
   * @param key that the rewritten index is marked with
   * @param change of the documents, as hits with whole sources, in the order of the index
   * @param written is told after each portion how many documents are
   * @return how many documents were written
   */
  long rewrite(
      String index,
      String copy,
      KeyId key,
      UnaryOperator<Stream<JsonNode>> change,
      LongConsumer written) {
    if (isThere(index) && mark(index).equals(Optional.of(key))) {
      removeCopy(index, copy);
      return 0;
    }
    long documents = 0;
    if (isThere(index)) {
      documents = copy(index, copy, key, change, written);
      takeOver(index, copy);
    }
    putInPlace(index, copy);
    removeCopy(index, copy);
    return documents;
  }

  private long copy(
      String index,
      String copy,
      KeyId key,
      UnaryOperator<Stream<JsonNode>> change,
      LongConsumer written) {
    delete(copy);
    // Who still writes is told so, and not forgotten.
    block(index);
    transport.call("POST", "/" + index + "/_refresh");
    JsonNode mapping =
        transport.call("GET", "/" + index + "/_mapping").path(index).path("mappings");
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.putObject("settings").set("index", copiedSettings(index));
    body.set("mappings", PseudonymMark.put(Optional.of(key), mapping));
    transport.call("PUT", "/" + copy, body);
    List<String> outsideOfSource = new ArrayList<>();
    mapping.path("_source").path("excludes").forEach(field -> outsideOfSource.add(field.asText()));
    long documents;
    try (Reading reading = new Reading(index, outsideOfSource)) {
      documents =
          new BulkWriter(transport, settings)
              .write(copy, change.apply(reading.hits()), new Rewritten(), written);
    }
    transport.call("POST", "/" + copy + "/_flush");
    new SegmentMerge(transport).of(copy);
    transport.call("POST", "/" + copy + "/_refresh");
    if (count(copy) != documents || documents > count(index)) {
      throw new IllegalStateException(
          "The index %s has %,d documents, and its copy has %,d of %,d."
              .formatted(index, count(index), count(copy), documents));
    }
    complete(index, copy);
    return documents;
  }

  /** What is not told is as Elasticsearch has it; nobody reads the copy before it is complete. */
  private ObjectNode copiedSettings(String index) {
    ObjectNode all = indexSettings(index);
    all.remove(NOT_COPIED);
    return all.put("refresh_interval", "-1");
  }

  /** With the settings that it has to have in its place, and from now on not to be written to. */
  private void complete(String index, String copy) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    JsonNode interval = indexSettings(index).path("refresh_interval");
    body.put("index.refresh_interval", interval.textValue());
    body.put("index.blocks.write", true);
    transport.call("PUT", "/" + copy + "/_settings", body);
  }

  private ObjectNode indexSettings(String index) {
    JsonNode answer = transport.call("GET", "/" + index + "/_settings");
    return (ObjectNode) answer.path(index).path("settings").path("index");
  }

  /** In one step: the former index goes, and its aliases stand for the copy. */
  private void takeOver(String index, String copy) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    ArrayNode actions = body.putArray("actions");
    for (String alias : aliases(index)) {
      actions.addObject().putObject("add").put("index", copy).put("alias", alias);
    }
    actions.addObject().putObject("remove_index").put("index", index);
    transport.call("POST", "/_aliases", body);
  }

  /** A clone shares the files of what it is cloned from: nothing is written a second time. */
  private void putInPlace(String index, String copy) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    // What it would not take from the copy by itself.
    body.putObject("settings")
        .putNull("index.blocks.write")
        .set("index.number_of_replicas", indexSettings(copy).path("number_of_replicas"));
    ObjectNode same = body.putObject("aliases");
    aliases(copy).forEach(same::putObject);
    transport.call("PUT", "/" + copy + "/_clone/" + index + "?wait_for_active_shards=1", body);
  }

  /** Only once the index in its place holds the same. */
  private void removeCopy(String index, String copy) {
    if (!isThere(copy)) {
      return;
    }
    transport.call("GET", "/_cluster/health/" + index + "?wait_for_status=yellow&timeout=60s");
    if (count(index) != count(copy)) {
      throw new IllegalStateException(
          "The index %s has %,d documents, and %s, which it is cloned from, has %,d."
              .formatted(index, count(index), copy, count(copy)));
    }
    transport.call("POST", "/" + index + "/_flush?force=true");
    delete(copy);
  }

  private boolean isThere(String index) {
    return transport.callIfFound("GET", "/" + index + "/_settings").isPresent();
  }

  private Optional<KeyId> mark(String index) {
    JsonNode answer = transport.call("GET", "/" + index + "/_mapping?" + PseudonymMark.FILTER);
    return PseudonymMark.of(answer.path(index).path("mappings"));
  }

  private List<String> aliases(String index) {
    List<String> aliases = new ArrayList<>();
    transport
        .call("GET", "/" + index + "/_alias")
        .path(index)
        .path("aliases")
        .fieldNames()
        .forEachRemaining(aliases::add);
    return aliases;
  }

  private void block(String index) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("index.blocks.write", true);
    transport.call("PUT", "/" + index + "/_settings", body);
  }

  private void delete(String index) {
    transport.call("DELETE", "/" + index + "?ignore_unavailable=true");
  }

  private long count(String index) {
    return transport
        .call("GET", Search.countPath(index))
        .path("hits")
        .path("total")
        .path("value")
        .asLong();
  }

  /** A hit, written as the document that it is. */
  private static final class Rewritten implements BulkDocument<JsonNode> {
    @Override
    public String id(JsonNode hit) {
      return hit.path("_id").asText();
    }

    @Override
    public void fields(JsonNode hit, JsonGenerator json) throws IOException {
      for (Map.Entry<String, JsonNode> field : hit.path("_source").properties()) {
        json.writeFieldName(field.getKey());
        json.writeTree(field.getValue());
      }
    }
  }

  /** Reads an index as it is at one moment. */
  private final class Reading implements AutoCloseable {
    private final List<String> outsideOfSource;
    private final String pointInTime;

    Reading(String index, List<String> outsideOfSource) {
      this.outsideOfSource = outsideOfSource;
      this.pointInTime =
          transport
              .call("POST", "/" + index + "/_pit?keep_alive=" + KEEP_ALIVE)
              .path("id")
              .asText();
    }

    Stream<JsonNode> hits() {
      ObjectNode body = JsonTransport.JSON.createObjectNode();
      body.put("size", PAGE);
      body.put("track_total_hits", false);
      body.putObject("pit").put("id", pointInTime).put("keep_alive", KEEP_ALIVE);
      body.putArray("sort").addObject().put("_shard_doc", "asc");
      if (!outsideOfSource.isEmpty()) {
        Search.withDocValues(body, outsideOfSource.toArray(String[]::new));
      }
      return Search.paged(
              page -> transport.call("POST", "/_search?allow_partial_search_results=false", page),
              body)
          .map(this::whole);
    }

    /** With the binary fields, which the source leaves out, put back into it. */
    private JsonNode whole(JsonNode hit) {
      ObjectNode source = (ObjectNode) hit.path("_source");
      for (String field : outsideOfSource) {
        JsonNode value = hit.path("fields").path(field).path(0);
        if (!value.isMissingNode()) {
          source.set(field, value);
        }
      }
      return hit;
    }

    @Override
    public void close() {
      ObjectNode body = JsonTransport.JSON.createObjectNode();
      body.put("id", pointInTime);
      transport.call("DELETE", "/_pit", body);
    }
  }
}
