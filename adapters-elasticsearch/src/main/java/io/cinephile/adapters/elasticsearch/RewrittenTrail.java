package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditEntry;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Changes the entries of the audit trail in the order of their places, from its beginning on: those
 * before it should have been removed. The entries of a few years are few; they are held at once.
 */
record RewrittenTrail(UnaryOperator<AuditEntry> change) implements UnaryOperator<Stream<JsonNode>> {

  @Override
  public Stream<JsonNode> apply(Stream<JsonNode> hits) {
    List<JsonNode> entries = hits.sorted(Comparator.comparingLong(AuditDocument::place)).toList();
    int start =
        IntStream.range(0, entries.size())
            .filter(place -> isStart(entries.get(place)))
            .max()
            .orElse(0);
    return entries.stream().skip(start).map(this::rewritten);
  }

  private static boolean isStart(JsonNode hit) {
    String action = hit.path("_source").path(AuditDocument.ACTION).asText();
    return action.equals(AuditAction.TRAIL_BEGINS.name());
  }

  private JsonNode rewritten(JsonNode hit) {
    AuditEntry entry =
        AuditDocument.entry(hit)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Entry %d of the audit trail is not whole."
                            .formatted(AuditDocument.place(hit))));
    return ((ObjectNode) hit).set("_source", AuditDocument.of(change.apply(entry)));
  }
}
