package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.rating.Pseudonym;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What all searches have in common. */
final class Search {
  /** Elasticsearch's own bound, {@code index.max_result_window}. */
  static final int MOST_HITS = 10_000;

  private static final String AFTER = "search_after";

  private Search() {}

  /**
   * Where to search one index. A missing index has no hits; half an answer is an outage, where
   * Elasticsearch by itself would leave out what a broken shard holds.
   */
  static String path(String index) {
    return strictPath(index) + "&ignore_unavailable=true";
  }

  /** The same, but to search a missing index is refused. */
  static String strictPath(String index) {
    return "/" + index + "/_search?allow_partial_search_results=false";
  }

  /**
   * Where to count the documents of one index: unlike {@code _count}, half an answer is an outage.
   */
  static String countPath(String index) {
    return strictPath(index) + "&size=0&track_total_hits=true";
  }

  /**
   * The documents of those ids, each with its whole source: to have Elasticsearch cut fields out of
   * some hundred of them takes longer than the search. The mappings keep out of the source what is
   * long and read by nobody but the search itself.
   */
  static ObjectNode ids(Collection<String> ids) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", ids.size());
    body.put("track_total_hits", false);
    ArrayNode values = body.putObject("query").putObject("ids").putArray("values");
    ids.forEach(values::add);
    return body;
  }

  /** The same, but these doc values alone: nothing that is stored is read, not even the id. */
  static ObjectNode docValues(Collection<String> ids, String... fields) {
    return onlyDocValues(ids(ids), fields);
  }

  /** The same search, but for these doc values alone. */
  static ObjectNode onlyDocValues(ObjectNode body, String... fields) {
    body.put("stored_fields", "_none_");
    return withDocValues(body, fields);
  }

  /** The same search, and these doc values beside what it asks for. */
  static ObjectNode withDocValues(ObjectNode body, String... fields) {
    ArrayNode asked = body.withArray("docvalue_fields");
    for (String field : fields) {
      asked.add(field);
    }
    return body;
  }

  /** Has a search find the documents of those viewers. */
  static ObjectNode ofViewers(ObjectNode body, Collection<Pseudonym> viewers) {
    ArrayNode values =
        body.putObject("query")
            .putObject("bool")
            .putObject("filter")
            .putObject("terms")
            .putArray(RatingDocument.VIEWER);
    viewers.forEach(viewer -> values.add(viewer.value()));
    return body;
  }

  /**
   * All hits of a search, in pages of its size: the first is read at once, each further one when it
   * is needed.
   *
   * @param search answers the body
   * @param body sorts by what no two documents have in common; it is written to
   */
  static Stream<JsonNode> paged(UnaryOperator<JsonNode> search, ObjectNode body) {
    int size = body.path("size").asInt();
    UnaryOperator<List<JsonNode>> next =
        page -> {
          if (page.size() < size) {
            return List.of();
          }
          body.set(AFTER, page.get(page.size() - 1).path("sort"));
          return hits(search.apply(body)).toList();
        };
    return Stream.iterate(hits(search.apply(body)).toList(), page -> !page.isEmpty(), next)
        .flatMap(List::stream);
  }

  /** Whether the body asks for the first page of {@link #paged}. */
  static boolean isFirstPage(JsonNode body) {
    return !body.has(AFTER);
  }

  static Stream<JsonNode> hits(JsonNode answer) {
    return StreamSupport.stream(answer.path("hits").path("hits").spliterator(), false);
  }
}
