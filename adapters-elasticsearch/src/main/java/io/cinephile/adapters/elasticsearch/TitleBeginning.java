package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.FoldedTitle;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks for the most rated movies whose name, or the rest of it from a later word on, begins so. */
final class TitleBeginning {
  private static final String BEGINNING = "beginning";
  private static final int SHORTEST_FORGIVEN = 3;

  /** A movie takes a place for each of its beginnings that is found: rarely more than so many. */
  private static final int BEGINNINGS_FOUND = 3;

  private TitleBeginning() {}

  static ObjectNode toTheLetter(FoldedTitle prefix, int movies) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    completion(body, prefix, movies);
    return body;
  }

  /** At most one edit away: what does not differ at all is found too. */
  static ObjectNode alike(FoldedTitle prefix, int movies) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    ObjectNode fuzzy = completion(body, prefix, movies).putObject("fuzzy");
    fuzzy.put("fuzziness", 1);
    fuzzy.put("transpositions", true);
    fuzzy.put("min_length", SHORTEST_FORGIVEN);
    fuzzy.put("prefix_length", 0);
    fuzzy.put("unicode_aware", true);
    return body;
  }

  /** The movies that the answer names, as hits. */
  static Stream<JsonNode> options(JsonNode answer) {
    JsonNode options = answer.path("suggest").path(BEGINNING).path(0).path("options");
    return StreamSupport.stream(options.spliterator(), false);
  }

  private static ObjectNode completion(ObjectNode body, FoldedTitle prefix, int movies) {
    ObjectNode suggestion = body.putObject("suggest").putObject(BEGINNING);
    String key = prefix.key();
    // What is indexed is cut off there too, so that more letters would find nothing.
    suggestion.put(
        "prefix", key.substring(0, Math.min(key.length(), MovieDocument.LONGEST_BEGINNING)));
    return suggestion
        .putObject("completion")
        .put("field", MovieDocument.COMPLETION)
        .put("size", movies * BEGINNINGS_FOUND);
  }
}
