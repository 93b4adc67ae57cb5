package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.rating.Pseudonym;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Deletes the documents of viewers from an index that has a field for the viewer. It searches for
 * ids and deletes those in bulk, which every distribution of Elasticsearch can do; {@code
 * _delete_by_query} is a module that the local one lacks.
 */
final class ViewerDeletion {
  /** So many documents are deleted at once. */
  private static final int PAGE = 5_000;

  /** So often a page is tried that Elasticsearch pushes back. */
  private static final int ATTEMPTS = 5;

  private ViewerDeletion() {}

  /**
   * Deletes until a search finds nothing any more. A missing index holds nothing.
   *
   * @return how many documents were deleted
   * @throws StoreUnavailableException if not all were; it may be repeated
   */
  static long from(String index, Collection<Pseudonym> viewers, JsonTransport transport) {
    if (viewers.isEmpty()) {
      return 0;
    }
    ObjectNode search = body(viewers).put("size", PAGE).put("_source", false);
    search.put("track_total_hits", false);
    long deleted = 0;
    int attempts = 0;
    while (true) {
      List<String> ids =
          Search.hits(transport.call("POST", Search.path(index), search))
              .map(hit -> hit.path("_id").asText())
              .toList();
      if (ids.isEmpty()) {
        return deleted;
      }
      if (delete(index, ids, transport)) {
        deleted += ids.size();
        attempts = 0;
      } else if (++attempts == ATTEMPTS) {
        throw new StoreUnavailableException("Elasticsearch did not delete documents.", null);
      }
    }
  }

  /** Whether all were deleted; the index may have been deleted as a whole meanwhile. */
  private static boolean delete(String index, List<String> ids, JsonTransport transport) {
    Portion portion = new Portion();
    ids.forEach(
        id -> portion.add("delete", json -> json.writeStringField("_id", id), Optional.empty()));
    String path = "/" + index + "/_bulk?refresh=true&" + BulkAnswer.FILTER;
    try {
      return BulkAnswer.of(transport.bulk(path, portion.lines())).pushedBack().isEmpty();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** How many documents of theirs a search finds. */
  static long count(String index, Collection<Pseudonym> viewers, JsonTransport transport) {
    if (viewers.isEmpty()) {
      return 0;
    }
    JsonNode answer =
        transport.call("POST", Search.countPath(index) + "&ignore_unavailable=true", body(viewers));
    return answer.path("hits").path("total").path("value").asLong();
  }

  private static ObjectNode body(Collection<Pseudonym> viewers) {
    return Search.ofViewers(JsonTransport.JSON.createObjectNode(), viewers);
  }
}
