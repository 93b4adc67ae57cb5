package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditEntry;
import io.cinephile.domain.audit.AuditTrail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.elasticsearch.client.RestClient;

/**
 * Keeps a document for each entry, under its place as {@code _id}. It is written with {@code
 * op_type=create}, so that of several writers of a place one succeeds. Safe for use by several
 * threads and processes.
 */
public final class ElasticsearchAuditTrail implements AuditTrail {
  private static final String ONLY_WHERE_FREE = "&op_type=create";

  private final StandingIndex index;

  /** The same without bounds on calls. */
  public ElasticsearchAuditTrail(RestClient client, String prefix) {
    this(client, prefix, CallPolicy.NONE);
  }

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   * @param policy bounds each call, but for those that make the index or remove from it
   */
  public ElasticsearchAuditTrail(RestClient client, String prefix, CallPolicy policy) {
    this.index =
        new StandingIndex(
            new JsonTransport(client),
            new JsonTransport(client, policy),
            new IndexNames(prefix),
            "audit");
  }

  @Override
  public boolean add(AuditEntry entry) {
    String id = AuditDocument.id(entry.sequence());
    return index.put(id, ONLY_WHERE_FREE, AuditDocument.of(entry)).isPresent();
  }

  /**
   * A place is taken a moment before searches find the entry in it, so whoever lost it would meet
   * the same last entry again: from what is found it goes on by single reads, which see it at once.
   */
  @Override
  public Optional<Anchor> latest() {
    ObjectNode body = oneBy("desc");
    body.putObject("query").putObject("exists").put("field", AuditDocument.SEQUENCE);
    Optional<Anchor> found = Search.hits(index.search(body)).map(AuditDocument::anchor).findFirst();
    Optional<Anchor> next = after(found);
    while (next.isPresent()) {
      found = next;
      next = after(found);
    }
    return found;
  }

  private Optional<Anchor> after(Optional<Anchor> last) {
    long place = last.map(Anchor::sequence).orElse(0L) + 1;
    return index.get(AuditDocument.id(place)).map(AuditDocument::anchor);
  }

  @Override
  public Optional<Long> first() {
    ObjectNode start = oneBy("desc");
    start
        .putObject("query")
        .putObject("term")
        .put(AuditDocument.ACTION, AuditAction.TRAIL_BEGINS.name());
    return place(start).or(() -> place(oneBy("asc")));
  }

  @Override
  public List<Stored> read(long from, int limit) {
    return AuditDocument.read(index.search(AuditDocument.inPlaces(from, limit)));
  }

  @Override
  public Optional<Long> firstSince(Instant time) {
    ObjectNode body = oneBy("asc");
    ObjectNode conditions = body.putObject("query").putObject("bool");
    conditions
        .putObject("filter")
        .putObject("range")
        .putObject(AuditDocument.TIME)
        .put("gte", time.toString());
    conditions
        .putObject("must_not")
        .putObject("term")
        .put(AuditDocument.ACTION, AuditAction.TRAIL_BEGINS.name());
    return place(body);
  }

  /** The start first: what broke off then is done by the next call. */
  @Override
  public long beginWith(AuditEntry start) {
    index.put(AuditDocument.id(start.sequence()), "", AuditDocument.of(start));
    ObjectNode earlier = JsonTransport.JSON.createObjectNode();
    earlier.putObject("range").putObject(AuditDocument.SEQUENCE).put("lt", start.sequence());
    return index.remove(earlier);
  }

  private Optional<Long> place(JsonNode body) {
    return Search.hits(index.search(body)).map(AuditDocument::place).findFirst();
  }

  private static ObjectNode oneBy(String order) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", 1);
    body.put("track_total_hits", false);
    body.putArray("sort").addObject().put(AuditDocument.SEQUENCE, order);
    return body;
  }
}
