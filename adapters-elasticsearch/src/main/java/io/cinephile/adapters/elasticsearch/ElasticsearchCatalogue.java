package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.CatalogueSearch;
import io.cinephile.domain.catalogue.FoldedTitle;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elasticsearch.client.RestClient;

/**
 * Searches the movies of a generation. A list has at most 10,000 entries, however high the limit.
 * Safe for use by several threads.
 */
public final class ElasticsearchCatalogue implements Catalogue {
  private static final Comparator<CatalogueEntry> MOST_RATED_FIRST =
      Comparator.comparingLong((CatalogueEntry entry) -> entry.statistics().ratings())
          .reversed()
          .thenComparing(CatalogueEntry::id);

  private final JsonTransport transport;
  private final IndexNames names;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   * @param policy bounds each call
   */
  public ElasticsearchCatalogue(RestClient client, String prefix, CallPolicy policy) {
    this.transport = new JsonTransport(client, policy);
    this.names = new IndexNames(prefix);
  }

  @Override
  public List<CatalogueEntry> named(GenerationId generation, TitleQuery query, int limit) {
    return closest(generation, TitleSearch.named(query), limit);
  }

  @Override
  public List<CatalogueEntry> resembling(GenerationId generation, TitleQuery query, int limit) {
    return closest(generation, TitleSearch.query(query), limit);
  }

  private List<CatalogueEntry> closest(GenerationId generation, ObjectNode query, int limit) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", Math.min(limit, Search.MOST_HITS));
    body.put("track_total_hits", false);
    body.set("query", query);
    ArrayNode sort = body.putArray("sort");
    sort.add("_score");
    mostRatedFirst(sort);
    return entries(Search.hits(search(generation, body)));
  }

  @Override
  public CatalogueSearch.Found search(GenerationId generation, CatalogueSearch search) {
    JsonNode answer = search(generation, MovieSearch.body(search));
    JsonNode found = answer.path("aggregations");
    Map<String, Long> genres = new LinkedHashMap<>();
    for (JsonNode bucket : found.path(MovieSearch.GENRES).path("buckets")) {
      genres.put(bucket.path("key").asText(), bucket.path("doc_count").asLong());
    }
    Map<Integer, Long> decades = new LinkedHashMap<>();
    for (JsonNode bucket : found.path(MovieSearch.DECADES).path("buckets")) {
      decades.put(bucket.path("key").asInt(), bucket.path("doc_count").asLong());
    }
    return new CatalogueSearch.Found(
        answer.path("hits").path("total").path("value").asLong(),
        entries(Search.hits(answer)),
        genres,
        decades);
  }

  @Override
  public List<CatalogueEntry> beginningWith(
      GenerationId generation, FoldedTitle prefix, int limit) {
    Map<MovieId, CatalogueEntry> found = new LinkedHashMap<>();
    add(found, begun(generation, TitleBeginning.toTheLetter(prefix, limit)));
    if (found.size() < limit) {
      add(found, begun(generation, TitleBeginning.alike(prefix, found.size() + limit)));
    }
    return found.values().stream().limit(limit).toList();
  }

  private static void add(Map<MovieId, CatalogueEntry> found, List<CatalogueEntry> more) {
    more.forEach(entry -> found.putIfAbsent(entry.id(), entry));
  }

  /** Elasticsearch weighs what is alike by how much of it is, and does not order ties. */
  private List<CatalogueEntry> begun(GenerationId generation, ObjectNode body) {
    List<CatalogueEntry> found =
        new ArrayList<>(entries(TitleBeginning.options(search(generation, body))));
    found.sort(MOST_RATED_FIRST);
    return found;
  }

  static void mostRatedFirst(ArrayNode sort) {
    sort.addObject().put(MovieDocument.RATINGS, "desc");
    sort.addObject().put(MovieDocument.ID, "asc");
  }

  private static List<CatalogueEntry> entries(Stream<JsonNode> hits) {
    return hits.map(hit -> MovieDocument.read(hit.path("_source"))).collect(Collectors.toList());
  }

  private JsonNode search(GenerationId generation, ObjectNode body) {
    String index = names.of(GenerationIndex.MOVIES, generation);
    return transport.call("POST", Search.path(index), body);
  }
}
