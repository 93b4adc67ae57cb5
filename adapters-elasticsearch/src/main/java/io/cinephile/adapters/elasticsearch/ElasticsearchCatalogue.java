package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.elasticsearch.client.RestClient;

/**
 * Searches the movies of a generation. A list has at most 10,000 entries, however high the limit.
 * Safe for use by several threads.
 */
public final class ElasticsearchCatalogue implements Catalogue {
  private final JsonTransport transport;
  private final IndexNames names;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   */
  public ElasticsearchCatalogue(RestClient client, String prefix) {
    this.transport = new JsonTransport(client);
    this.names = new IndexNames(prefix);
  }

  @Override
  public Optional<CatalogueEntry> find(GenerationId generation, MovieId movie) {
    return Optional.ofNullable(find(generation, List.of(movie)).get(movie));
  }

  @Override
  public Map<MovieId, CatalogueEntry> find(GenerationId generation, Collection<MovieId> movies) {
    List<String> ids = movies.stream().distinct().map(MovieId::toString).toList();
    Map<MovieId, CatalogueEntry> found = new LinkedHashMap<>();
    for (int from = 0; from < ids.size(); from += Search.MOST_HITS) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + Search.MOST_HITS));
      entries(generation, Search.ids(some)).forEach(entry -> found.put(entry.id(), entry));
    }
    return found;
  }

  @Override
  public List<CatalogueEntry> resembling(GenerationId generation, TitleQuery query, int limit) {
    ObjectNode body = list(limit);
    body.set("query", TitleSearch.query(query));
    ArrayNode sort = body.putArray("sort");
    sort.add("_score");
    mostRatedFirst(sort);
    return entries(generation, body);
  }

  @Override
  public List<CatalogueEntry> mostRated(GenerationId generation, int limit) {
    ObjectNode body = list(limit);
    mostRatedFirst(body.putArray("sort"));
    return entries(generation, body);
  }

  @Override
  public List<SimilarMovie> similarTo(GenerationId generation, MovieId movie, int limit) {
    if (limit < 1) {
      return List.of();
    }
    float[] direction = direction(generation, movie);
    if (direction.length == 0) {
      return List.of();
    }
    ObjectNode nearest = nearest(movie, direction, Math.min(limit, Search.MOST_HITS));
    return Search.hits(search(generation, nearest))
        .map(hit -> new SimilarMovie(MovieDocument.read(hit.path("_source")), cosine(hit)))
        .toList();
  }

  /** Empty where the movie has none, or is not there. */
  private float[] direction(GenerationId generation, MovieId movie) {
    ObjectNode body = Search.docValues(List.of(movie.toString()), MovieDocument.RANKING_FACTORS);
    return Search.hits(search(generation, body))
        .map(hit -> PackedFloats.read(hit, MovieDocument.RANKING_FACTORS))
        .map(MovieDocument::direction)
        .findFirst()
        .orElse(new float[0]);
  }

  private static ObjectNode nearest(MovieId movie, float[] direction, int limit) {
    ObjectNode body = list(limit);
    ObjectNode knn = body.putObject("knn");
    knn.put("field", MovieDocument.DIRECTION);
    ArrayNode vector = knn.putArray("query_vector");
    for (float component : direction) {
      vector.add(component);
    }
    knn.put("k", limit);
    knn.put("num_candidates", limit);
    knn.putObject("filter")
        .putObject("bool")
        .putObject("must_not")
        .putObject("term")
        .put(MovieDocument.ID, movie.value());
    return body;
  }

  /** Elasticsearch scores {@code (1 + cosine) / 2}. */
  private static double cosine(JsonNode hit) {
    return Math.max(-1, Math.min(1, 2 * hit.path("_score").asDouble() - 1));
  }

  private static ObjectNode list(int limit) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", Math.min(limit, Search.MOST_HITS));
    body.put("track_total_hits", false);
    return body;
  }

  private static void mostRatedFirst(ArrayNode sort) {
    sort.addObject().put(MovieDocument.RATINGS, "desc");
    sort.addObject().put(MovieDocument.ID, "asc");
  }

  private List<CatalogueEntry> entries(GenerationId generation, ObjectNode body) {
    return Search.hits(search(generation, body))
        .map(hit -> MovieDocument.read(hit.path("_source")))
        .collect(Collectors.toList());
  }

  private JsonNode search(GenerationId generation, ObjectNode body) {
    String index = names.of(GenerationIndex.MOVIES, generation);
    return transport.call("POST", Search.path(index), body);
  }
}
