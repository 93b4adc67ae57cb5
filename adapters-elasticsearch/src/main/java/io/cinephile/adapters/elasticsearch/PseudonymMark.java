package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.rating.KeyId;
import java.util.Optional;

/**
 * Which key the pseudonyms in an index hang on, in the {@code _meta} of its mapping, with which it
 * goes into snapshots. An index without the mark hangs on the first key of the installation.
 */
final class PseudonymMark {
  private static final String FIELD = "pseudonym_key";

  private PseudonymMark() {}

  /** The part of an answer to {@code _mapping} that is enough to find the mark. */
  static final String FILTER = "filter_path=*.mappings.dynamic,*.mappings._meta." + FIELD;

  static Optional<KeyId> of(JsonNode mapping) {
    return Optional.ofNullable(mapping.path("_meta").get(FIELD))
        .map(key -> new KeyId(key.asText()));
  }

  /** Writes the mark into a mapping that is about to be sent; none where the key is empty. */
  static JsonNode put(Optional<KeyId> key, JsonNode mapping) {
    key.ifPresent(id -> ((ObjectNode) mapping).withObject("/_meta").put(FIELD, id.value()));
    return mapping;
  }
}
