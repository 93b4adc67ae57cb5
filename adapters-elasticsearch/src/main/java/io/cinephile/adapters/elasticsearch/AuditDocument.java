package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditEntry;
import io.cinephile.domain.audit.AuditEvent;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.audit.AuditTrail.Stored;
import io.cinephile.domain.rating.Pseudonym;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** An entry of the audit trail; its {@code _id} is its place, with leading zeros. */
final class AuditDocument {
  static final String SEQUENCE = "sequence";
  static final String TIME = "time";
  static final String ACTION = "action";

  private static final String ACTOR = "actor";
  private static final String SUBJECT = "subject";
  private static final String PAYLOAD = "payload";
  private static final String PAYLOAD_HASH = "payload_sha256";
  private static final String PREVIOUS = "previous";
  private static final String SEAL = "seal";

  private AuditDocument() {}

  static String id(long place) {
    return "%019d".formatted(place);
  }

  static ObjectNode of(AuditEntry entry) {
    AuditEvent event = entry.event();
    ObjectNode document = JsonTransport.JSON.createObjectNode();
    document.put(SEQUENCE, entry.sequence());
    document.put(TIME, event.time().toString());
    document.put(ACTOR, event.actor().toString());
    document.put(ACTION, event.action().name());
    event.subject().ifPresent(viewer -> document.put(SUBJECT, viewer.value()));
    document.put(PAYLOAD, event.payload());
    document.put(PAYLOAD_HASH, event.payloadHash());
    document.put(PREVIOUS, entry.previous());
    document.put(SEAL, entry.seal());
    return document;
  }

  /** Those that stand in the places from here on. */
  static ObjectNode inPlaces(long from, int limit) {
    List<String> ids =
        LongStream.range(from, from + Math.min(limit, AuditTrail.MOST_READ))
            .mapToObj(AuditDocument::id)
            .toList();
    return Search.ids(ids);
  }

  /** Reads hits, in the order of their places. */
  static List<Stored> read(JsonNode answer) {
    return Search.hits(answer)
        .map(hit -> new Stored(place(hit), entry(hit)))
        .sorted(Comparator.comparingLong(Stored::place))
        .toList();
  }

  /** The place of a hit. */
  static long place(JsonNode hit) {
    return Long.parseLong(hit.path("_id").asText());
  }

  /** The place and the seal of a hit, whatever else it holds. */
  static Anchor anchor(JsonNode hit) {
    return new Anchor(place(hit), hit.path("_source").path(SEAL).asText());
  }

  /** A small number is read as an {@code int}, which is not equal to the same {@code long}. */
  private static int differ(JsonNode one, JsonNode other) {
    return one.isValueNode() && one.asText().equals(other.asText()) ? 0 : 1;
  }

  /** The entry of a hit; empty where something is in it that nobody here has written. */
  static Optional<AuditEntry> entry(JsonNode hit) {
    JsonNode source = hit.path("_source");
    try {
      AuditEvent event =
          new AuditEvent(
              Instant.parse(source.path(TIME).asText()),
              Actor.parse(source.path(ACTOR).asText()),
              AuditAction.valueOf(source.path(ACTION).asText()),
              Optional.ofNullable(source.get(SUBJECT)).map(JsonNode::asText).map(Pseudonym::new),
              source.path(PAYLOAD).asText());
      AuditEntry entry =
          new AuditEntry(
              source.path(SEQUENCE).asLong(),
              event,
              source.path(PREVIOUS).asText(),
              source.path(SEAL).asText());
      return Optional.of(entry).filter(known -> of(known).equals(AuditDocument::differ, source));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
