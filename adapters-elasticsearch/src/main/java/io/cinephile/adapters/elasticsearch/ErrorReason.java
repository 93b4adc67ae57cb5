package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * Why Elasticsearch refused something, fit to be logged.
 *
 * @param type such as {@code version_conflict_engine_exception}
 * @param text for people; pseudonyms are blotted out
 * @param isDiskNearlyFull whether it is the block that the disk monitor puts on an index, and takes
 *     off again by itself
 */
record ErrorReason(String type, String text, boolean isDiskNearlyFull) {
  static final String DISK_NEARLY_FULL =
      "Elasticsearch refuses writes since its disk is nearly full (it is over the flood stage"
          + " watermark). Free some space; it accepts writes again by itself.";

  /** A pseudonym, alone or as the front of a rating's id. */
  private static final Pattern PSEUDONYM =
      Pattern.compile("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{22}(-\\d+)?(?![A-Za-z0-9_-])");

  /** Reads the {@code error} of an answer, which is an object or, at times, a string. */
  static ErrorReason of(JsonNode error) {
    String text = error.isTextual() ? error.asText() : error.path("reason").asText("");
    String cause = error.path("caused_by").path("reason").asText("");
    String whole = cause.isEmpty() ? text : text + " (" + cause + ")";
    String type = error.path("type").asText("unknown");
    boolean diskNearlyFull =
        type.equals("cluster_block_exception") && whole.contains("read-only-allow-delete");
    return new ErrorReason(type, PSEUDONYM.matcher(whole).replaceAll("[viewer]"), diskNearlyFull);
  }

  @Override
  public String toString() {
    return text.isEmpty() ? type : type + ": " + text;
  }
}
