package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rotation.PseudonymChange;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Puts other pseudonyms in the place of those in documents: in the field for the viewer and at the
 * beginning of the id, and another hash over who was left out.
 */
record RewrittenDocuments(PseudonymChange change) implements UnaryOperator<Stream<JsonNode>> {
  private static final String VIEWER = RatingDocument.VIEWER;
  private static final String LEFT_OUT = "suppressions";

  @Override
  public Stream<JsonNode> apply(Stream<JsonNode> hits) {
    return hits.map(this::rewritten);
  }

  private JsonNode rewritten(JsonNode hit) {
    ObjectNode source = (ObjectNode) hit.path("_source");
    if (source.path(LEFT_OUT).isTextual()) {
      source.put(LEFT_OUT, change.hashes().apply(source.path(LEFT_OUT).asText()));
    }
    if (source.has(VIEWER)) {
      String former = source.path(VIEWER).asText();
      String next = change.pseudonyms().apply(new Pseudonym(former)).value();
      source.put(VIEWER, next);
      String id = hit.path("_id").asText();
      if (!id.startsWith(former)) {
        throw new IllegalStateException("A document of a viewer has an id of something else.");
      }
      ((ObjectNode) hit).put("_id", next + id.substring(former.length()));
    }
    return hit;
  }
}
