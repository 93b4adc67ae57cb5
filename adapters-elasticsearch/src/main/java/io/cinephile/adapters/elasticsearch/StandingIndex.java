package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.Pseudonym;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An index that outlives the generations. It is made before the first write, by whoever comes
 * first; until then it reads as empty. Safe for use by several threads and processes.
 */
final class StandingIndex {
  private static final int REMOVED_AT_ONCE = 1_000;
  private static final int CONFLICT = 409;

  private final JsonTransport preparing;
  private final JsonTransport transport;
  private final IndexNames names;
  private final String name;
  private final String mapping;
  private volatile boolean prepared;

  StandingIndex(JsonTransport transport, IndexNames names, String what) {
    this(transport, transport, names, what);
  }

  /**
   * @param preparing takes as long as it takes to make an index
   * @param transport for all else
   */
  StandingIndex(JsonTransport preparing, JsonTransport transport, IndexNames names, String what) {
    this.preparing = preparing;
    this.transport = transport;
    this.names = names;
    this.name = names.standing(what);
    this.mapping = what;
  }

  /**
   * Makes the index unless it is there, and waits until it takes writes. One that an older release
   * made learns the fields that have been added since.
   */
  void prepare() {
    if (prepared) {
      return;
    }
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    ObjectNode properties = body.putObject("settings").putObject("index");
    properties.put("number_of_shards", 1);
    properties.put("auto_expand_replicas", "0-1");
    JsonNode fields = Mapping.of(mapping);
    body.set("mappings", PseudonymMark.put(keyInUse(), fields));
    try {
      preparing.call("PUT", "/" + name, body);
    } catch (RequestRefusedException e) {
      if (!e.isAlreadyThere()) {
        throw e;
      }
      // It keeps the mark that it has, whichever key is in use.
      JsonNode known = preparing.call("GET", "/" + name + "/_mapping?" + PseudonymMark.FILTER);
      Optional<KeyId> mark = PseudonymMark.of(known.path(name).path("mappings"));
      preparing.call("PUT", "/" + name + "/_mapping", PseudonymMark.put(mark, Mapping.of(mapping)));
    }
    preparing.call("GET", "/_cluster/health/" + name + "?wait_for_status=yellow&timeout=30s");
    prepared = true;
  }

  /** The index that says so holds no pseudonyms, and has no mark. */
  private Optional<KeyId> keyInUse() {
    return mapping.equals(IndexNames.KEY) ? Optional.empty() : KeyInUse.read(preparing, names);
  }

  /** The document as it is now, even if no search would find it yet. */
  Optional<JsonNode> get(String id) {
    return transport.callIfFound("GET", "/" + name + "/_doc/" + id);
  }

  /**
   * Writes a document; searches find it at once.
   *
   * @param condition of the write, as parameters of the URL; may be empty
   * @return what Elasticsearch says of the write, or empty if the condition was not met
   */
  Optional<JsonNode> put(String id, String condition, JsonNode document) {
    prepare();
    try {
      String path = "/" + name + "/_doc/" + id + "?refresh=true" + condition;
      return Optional.of(transport.call("PUT", path, document));
    } catch (RequestRefusedException e) {
      if (e.isConflict()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Writes a document whose id must not stand in a URL, in the place of an earlier one with that
   * id. When it returns, the write is durable and searches find it.
   *
   * @throws StoreUnavailableException if it was not done; it may be repeated
   */
  <T> void put(T thing, BulkDocument<T> document) {
    prepare();
    Portion portion = new Portion();
    portion.add(thing, document);
    String path = "/" + name + "/_bulk?refresh=true&" + BulkAnswer.FILTER;
    BulkAnswer answer = BulkAnswer.of(transport.bulk(path, portion.lines()));
    if (!answer.pushedBack().isEmpty()) {
      throw new StoreUnavailableException(
          "Elasticsearch did not take a document: " + answer.reason(), null);
    }
  }

  /**
   * Writes documents under ids that Elasticsearch gives them. They are durable when it returns;
   * searches find them a moment later.
   *
   * @return Elasticsearch's answer: some may have been refused
   */
  JsonNode add(Portion portion) {
    prepare();
    return transport.bulk("/" + name + "/_bulk?" + BulkAnswer.FILTER, portion.lines());
  }

  /** The same as {@link #get} for a document whose id must not stand in a URL. */
  Optional<JsonNode> find(String id) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.putArray("ids").add(id);
    JsonNode found;
    try {
      found = transport.call("POST", "/" + name + "/_mget?realtime=true", body);
    } catch (RequestRefusedException e) {
      if (e.isMissing()) {
        return Optional.empty();
      }
      throw e;
    }
    JsonNode document = found.path("docs").path(0);
    if (document.path("found").asBoolean()) {
      return Optional.of(document);
    }
    // Where there is no index there is an error for each document.
    String error = document.path("error").path("type").asText("");
    if (error.isEmpty() || error.equals("index_not_found_exception")) {
      return Optional.empty();
    }
    throw new StoreUnavailableException("Elasticsearch did not read a document: " + error, null);
  }

  /**
   * Writes a document whose id must not stand in a URL, unless somebody else has written or removed
   * it meanwhile. When it returns, the write is durable and searches find it.
   *
   * @param last the document as {@link #find} answered it; empty where there was none
   * @return whether it was written
   */
  <T> boolean replace(Optional<JsonNode> last, T thing, BulkDocument<T> document) {
    prepare();
    Portion portion = new Portion();
    portion.add(
        last.isPresent() ? "index" : "create",
        json -> {
          json.writeStringField("_id", document.id(thing));
          if (last.isPresent()) {
            json.writeNumberField("if_seq_no", last.get().path("_seq_no").asLong());
            json.writeNumberField("if_primary_term", last.get().path("_primary_term").asLong());
          }
        },
        Optional.of(json -> document.fields(thing, json)));
    return bulk(portion) != CONFLICT;
  }

  /** Removes a document whose id must not stand in a URL, if it is there. */
  void remove(String id) {
    prepare();
    Portion portion = new Portion();
    portion.add("delete", json -> json.writeStringField("_id", id), Optional.empty());
    bulk(portion);
  }

  /** Returns the status of the one document. */
  private int bulk(Portion portion) {
    String path = "/" + name + "/_bulk?refresh=true&" + BulkAnswer.FILTER;
    JsonNode answer = transport.bulk(path, portion.lines());
    int status = answer.path("items").path(0).findPath("status").asInt();
    if (status != CONFLICT && !BulkAnswer.of(answer).pushedBack().isEmpty()) {
      throw new StoreUnavailableException("Elasticsearch did not take a change.", null);
    }
    return status;
  }

  /**
   * Differs from an earlier one where anything was written or removed since: a write has a higher
   * number than all before, and a removal leaves fewer documents.
   */
  String revision() {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", 0);
    body.put("track_total_hits", true);
    body.putObject("aggs").putObject("last").putObject("max").put("field", "_seq_no");
    JsonNode answer = search(body);
    return answer.path("hits").path("total").path("value").asLong()
        + "-"
        + answer.path("aggregations").path("last").path("value").asLong(-1);
  }

  /**
   * Removes the documents of viewers, and returns how many there were; takes as long as it takes.
   */
  long removeAllOf(Collection<Pseudonym> viewers) {
    return ViewerDeletion.from(name, viewers, preparing);
  }

  /** The answer to a search. */
  JsonNode search(JsonNode body) {
    return transport.call("POST", Search.path(name), body);
  }

  /**
   * The same, from one copy of the shard as long as that is there: what one search has found does
   * not lack in the next.
   */
  JsonNode searchOneCopy(JsonNode body) {
    return transport.call("POST", Search.path(name) + "&preference=" + name, body);
  }

  /** How many documents a query finds. */
  long count(JsonNode query) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.set("query", query);
    String path = Search.countPath(name) + "&ignore_unavailable=true";
    return transport.call("POST", path, body).path("hits").path("total").path("value").asLong();
  }

  /**
   * Removes the documents that a query finds; searches find them no more when it returns. Of those
   * that are written meanwhile some may stay. (Elasticsearch's own way to do so is a module that
   * the local one does not have.)
   *
   * @return how many
   * @throws StoreUnavailableException if some were not removed; it may be repeated
   */
  long remove(JsonNode query) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", REMOVED_AT_ONCE);
    body.put("_source", false);
    body.put("seq_no_primary_term", true);
    body.put("track_total_hits", false);
    body.set("query", query);
    long removed = 0;
    long last;
    do {
      last = Removal.removed(this::bulk, Search.hits(search(body)).toList());
      removed += last;
    } while (last > 0);
    return removed;
  }

  private JsonNode bulk(byte[] lines) {
    return preparing.bulk("/" + name + "/_bulk?refresh=true&" + BulkAnswer.FILTER, lines);
  }

  /** The documents that come first when sorted by two fields, both descending. */
  Stream<JsonNode> latest(String byTime, String byName, int limit) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", Math.min(limit, Search.MOST_HITS));
    body.putArray("sort").addObject().put(byTime, "desc").put(byName, "desc");
    return Search.hits(search(body)).map(hit -> hit.path("_source"));
  }
}
