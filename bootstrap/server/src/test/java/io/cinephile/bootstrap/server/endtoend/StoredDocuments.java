package io.cinephile.bootstrap.server.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Documents as they lie in the Elasticsearch of a running installation. */
final class StoredDocuments {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** So many are read at once. */
  private static final int PAGE = 10_000;

  private StoredDocuments() {}

  /** All hits of an index, with names and contents. */
  static List<JsonNode> of(Path home, String index) {
    List<JsonNode> all = new ArrayList<>();
    JsonNode hits;
    do {
      ObjectNode search = JSON.createObjectNode().put("size", PAGE);
      search.putArray("sort").addObject().put("_seq_no", "asc");
      if (!all.isEmpty()) {
        search.set("search_after", all.get(all.size() - 1).path("sort"));
      }
      hits =
          LocalNodeAccess.send(home, "POST", "/" + index + "/_search", search.toString())
              .at("/hits/hits");
      if (hits.isMissingNode()) {
        throw new AssertionError("The index %s cannot be searched.".formatted(index));
      }
      hits.forEach(all::add);
    } while (hits.size() == PAGE);
    return all;
  }

  /** The contents of an index, by the names of its documents. */
  static Map<String, JsonNode> contents(Path home, String index) {
    Map<String, JsonNode> contents = new TreeMap<>();
    of(home, index).forEach(hit -> contents.put(hit.path("_id").asText(), hit.path("_source")));
    return contents;
  }

  /** Writes hits to where they were. */
  static void restore(Path home, List<JsonNode> hits) {
    StringBuilder lines = new StringBuilder();
    for (JsonNode hit : hits) {
      ObjectNode action = JSON.createObjectNode();
      action
          .putObject("index")
          .put("_index", hit.path("_index").asText())
          .put("_id", hit.path("_id").asText());
      lines.append(action).append('\n').append(hit.path("_source")).append('\n');
    }
    JsonNode answer = LocalNodeAccess.send(home, "POST", "/_bulk?refresh=true", lines.toString());
    if (!answer.has("errors") || answer.path("errors").asBoolean()) {
      throw new AssertionError(answer.toString());
    }
  }
}
