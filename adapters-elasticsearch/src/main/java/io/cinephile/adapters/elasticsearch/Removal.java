package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** Removes documents as a search found them, by ids that must not stand in a URL. */
final class Removal {
  private static final int DONE = 200;
  private static final int GONE = 404;
  private static final int CHANGED = 409;

  private Removal() {}

  /**
   * @param bulk sends the lines of a bulk request
   * @param hits with their sequence numbers: what was written since is spared
   * @return how many were removed
   */
  static long removed(Function<byte[], JsonNode> bulk, List<JsonNode> hits) {
    if (hits.isEmpty()) {
      return 0;
    }
    long removed = 0;
    for (JsonNode item : bulk.apply(lines(hits)).path("items")) {
      int status = item.path("delete").path("status").asInt();
      if (status == DONE) {
        removed++;
      } else if (status != GONE && status != CHANGED) {
        throw new StoreUnavailableException(
            "Elasticsearch did not remove a document: "
                + ErrorReason.of(item.path("delete").path("error")),
            null);
      }
    }
    return removed;
  }

  private static byte[] lines(List<JsonNode> hits) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    try {
      for (JsonNode hit : hits) {
        ObjectNode line = JsonTransport.JSON.createObjectNode();
        line.putObject("delete")
            .put("_id", hit.path("_id").asText())
            .put("if_seq_no", hit.path("_seq_no").asLong())
            .put("if_primary_term", hit.path("_primary_term").asLong());
        lines.write(JsonTransport.JSON.writeValueAsBytes(line));
        lines.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines.toByteArray();
  }
}
