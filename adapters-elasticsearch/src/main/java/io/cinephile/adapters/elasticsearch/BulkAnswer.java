package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.domain.StoreUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the documents of a bulk request.
 *
 * @param pushedBack the places of documents that may be sent another time
 * @param reason why, of the last of them
 */
record BulkAnswer(List<Integer> pushedBack, String reason) {
  /** The parameter by which Elasticsearch says no more than is read here. */
  static final String FILTER = "filter_path=errors,items.*.status,items.*.error";

  private static final int REASONS_TOLD = 3;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  /**
   * Reads an answer.
   *
   * @throws StoreUnavailableException if the disk is nearly full
   * @throws IllegalStateException if documents are refused; the message counts them and names the
   *     first few reasons
   */
  static BulkAnswer of(JsonNode answer) {
    if (!answer.path("errors").asBoolean()) {
      return new BulkAnswer(List.of(), "");
    }
    List<Integer> pushedBack = new ArrayList<>();
    Map<String, Integer> refused = new LinkedHashMap<>();
    String lastPush = "";
    int place = 0;
    for (JsonNode item : answer.path("items")) {
      JsonNode outcome = item.elements().next();
      if (outcome.has("error")) {
        ErrorReason reason = ErrorReason.of(outcome.path("error"));
        if (reason.isDiskNearlyFull()) {
          throw new StoreUnavailableException(ErrorReason.DISK_NEARLY_FULL, null);
        }
        if (isPush(outcome.path("status").asInt())) {
          pushedBack.add(place);
          lastPush = reason.toString();
        } else {
          refused.merge(reason.toString(), 1, Integer::sum);
        }
      }
      place++;
    }
    if (!refused.isEmpty()) {
      throw refusal(refused, place);
    }
    return new BulkAnswer(pushedBack, lastPush);
  }

  private static boolean isPush(int status) {
    return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
  }

  private static IllegalStateException refusal(Map<String, Integer> reasons, int documents) {
    int refused = reasons.values().stream().mapToInt(Integer::intValue).sum();
    List<String> first =
        reasons.entrySet().stream()
            .limit(REASONS_TOLD)
            .map(reason -> "%,d × %s".formatted(reason.getValue(), reason.getKey()))
            .toList();
    String more =
        reasons.size() > REASONS_TOLD
            ? "; and %,d other reasons".formatted(reasons.size() - REASONS_TOLD)
            : "";
    return new IllegalStateException(
        "Elasticsearch refused %,d of %,d documents: %s%s"
            .formatted(refused, documents, String.join("; ", first), more));
  }
}
