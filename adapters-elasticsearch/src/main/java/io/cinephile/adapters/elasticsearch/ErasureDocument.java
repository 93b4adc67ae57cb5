package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.privacy.Erasure;
import io.cinephile.domain.privacy.Erasure.Deletion;
import io.cinephile.domain.privacy.Erasure.Pass;
import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.GenerationId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** That a viewer must not come back, and how far the erasure is. */
final class ErasureDocument implements BulkDocument<Erasure> {
  private static final String VIEWER = "viewer";
  private static final String REQUESTED = "requested";

  private static final String RECEIPT = "receipt";
  private static final String FIRST_PASS = "first_pass";
  private static final String COMPLETED = "completed";
  private static final String SETTLED = "settled";
  private static final String DELETIONS = "deletions";
  private static final String FROM = "from";
  private static final String PASS = "pass";
  private static final String ITEMS = "items";
  private static final String TIME = "time";
  private static final String LEARNT_WITH = "learnt_with";
  private static final String LEARNT_WITHOUT = "learnt_without";

  @Override
  public String id(Erasure erasure) {
    return erasure.viewer().value();
  }

  @Override
  public void fields(Erasure erasure, JsonGenerator json) throws IOException {
    json.writeStringField(VIEWER, erasure.viewer().value());
    json.writeStringField(RECEIPT, erasure.receipt().value());
    json.writeStringField(REQUESTED, erasure.requested().toString());
    if (erasure.firstPass().isPresent()) {
      json.writeStringField(FIRST_PASS, erasure.firstPass().get().toString());
    }
    if (erasure.completed().isPresent()) {
      json.writeStringField(COMPLETED, erasure.completed().get().toString());
    }
    json.writeBooleanField(SETTLED, erasure.isSettled());
    json.writeArrayFieldStart(DELETIONS);
    for (Deletion deletion : erasure.deletions()) {
      json.writeStartObject();
      json.writeStringField(FROM, deletion.from());
      json.writeStringField(PASS, deletion.pass().name());
      json.writeNumberField(ITEMS, deletion.items());
      json.writeStringField(TIME, deletion.time().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    BulkDocument.strings(
        json, LEARNT_WITH, erasure.learntWith().stream().map(GenerationId::value).toList());
    if (erasure.learntWithout().isPresent()) {
      json.writeStringField(LEARNT_WITHOUT, erasure.learntWithout().get().value());
    }
  }

  /** Reads a source. */
  static Erasure read(JsonNode source) {
    List<Deletion> deletions = new ArrayList<>();
    for (JsonNode deletion : source.path(DELETIONS)) {
      deletions.add(
          new Deletion(
              deletion.path(FROM).asText(),
              Pass.valueOf(deletion.path(PASS).asText()),
              deletion.path(ITEMS).asLong(),
              Instant.parse(deletion.path(TIME).asText())));
    }
    return new Erasure(
        new Pseudonym(source.path(VIEWER).asText()),
        new ReceiptId(source.path(RECEIPT).asText()),
        Instant.parse(source.path(REQUESTED).asText()),
        deletions,
        time(source, FIRST_PASS),
        time(source, COMPLETED),
        FiguresJson.texts(source.path(LEARNT_WITH)).stream().map(GenerationId::new).toList(),
        FiguresJson.optional(
            source, LEARNT_WITHOUT, generation -> new GenerationId(generation.asText())));
  }

  private static Optional<Instant> time(JsonNode source, String field) {
    return FiguresJson.optional(source, field, time -> Instant.parse(time.asText()));
  }

  /** The search for the one with that receipt. */
  static ObjectNode of(ReceiptId receipt) {
    ObjectNode body = oldestFirst(1);
    filter(body).putObject("term").put(RECEIPT, receipt.value());
    return body;
  }

  /** The search for a page of those that are not complete. */
  static ObjectNode unfinished(int size) {
    ObjectNode body = oldestFirst(size);
    body.putObject("query")
        .putObject("bool")
        .putObject("must_not")
        .putObject("exists")
        .put("field", COMPLETED);
    return body;
  }

  /** The search for a page of those that are not settled. */
  static ObjectNode unsettled(int size) {
    ObjectNode body = oldestFirst(size);
    filter(body).putObject("term").put(SETTLED, false);
    return body;
  }

  /** The search for a page of all viewers. */
  static ObjectNode viewers() {
    ObjectNode body = oldestFirst(Search.MOST_HITS);
    return Search.onlyDocValues(body, VIEWER);
  }

  private static ObjectNode oldestFirst(int size) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", size);
    body.put("track_total_hits", false);
    ArrayNode sort = body.putArray("sort");
    sort.addObject().put(REQUESTED, "asc");
    sort.addObject().put(VIEWER, "asc");
    return body;
  }

  private static ObjectNode filter(ObjectNode body) {
    return body.putObject("query").putObject("bool").putObject("filter");
  }
}
