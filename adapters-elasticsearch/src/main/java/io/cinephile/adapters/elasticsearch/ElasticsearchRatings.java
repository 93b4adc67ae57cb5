package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticsearch.client.RestClient;

/**
 * Searches the ratings of a generation. An audience has at most 10,000 members, however high the
 * limit. Safe for use by several threads.
 */
public final class ElasticsearchRatings implements Ratings {
  private static final String BY_STARS = "by_stars";
  private static final String FANS = "fans";
  private static final String UNCOUNTED = "uncounted";

  private final JsonTransport transport;
  private final IndexNames names;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   * @param policy bounds each call
   */
  public ElasticsearchRatings(RestClient client, String prefix, CallPolicy policy) {
    this.transport = new JsonTransport(client, policy);
    this.names = new IndexNames(prefix);
  }

  @Override
  public Audience audienceOf(GenerationId generation, MovieId movie, int limit) {
    JsonNode answer = search(generation, mostStarsFirst(movie, limit));
    JsonNode counts = answer.path("aggregations");
    JsonNode uncounted = counts.path(UNCOUNTED);
    long all = answer.path("hits").path("total").path("value").asLong();
    long liking = fans(counts);
    long viewers = all - uncounted.path("doc_count").asLong();
    long fans = liking - fans(uncounted);
    List<Pseudonym> members =
        Search.hits(answer)
            .map(hit -> hit.path("sort"))
            .filter(sort -> liking == 0 || sort.path(1).asDouble() >= Audience.LIKED)
            .map(sort -> new Pseudonym(sort.path(2).asText()))
            .toList();
    return new Audience(viewers, fans, members);
  }

  @Override
  public List<Rating> by(GenerationId generation, Collection<Pseudonym> viewers) {
    if (viewers.isEmpty()) {
      return List.of();
    }
    return Search.paged(page -> search(generation, page), RatingDocument.search(viewers))
        .map(RatingDocument::read)
        .toList();
  }

  @Override
  public Map<Pseudonym, Stars> given(
      GenerationId generation, MovieId movie, Collection<Pseudonym> viewers) {
    if (viewers.isEmpty()) {
      return Map.of();
    }
    List<String> ids = viewers.stream().map(viewer -> RatingDocument.id(viewer, movie)).toList();
    ObjectNode body = Search.docValues(ids, RatingDocument.VIEWER, RatingDocument.STARS);
    Map<Pseudonym, Stars> given = new HashMap<>();
    Search.hits(search(generation, body))
        .forEach(hit -> given.put(RatingDocument.viewer(hit), RatingDocument.stars(hit)));
    return given;
  }

  @Override
  public Map<Stars, Long> timesGiven(GenerationId generation, MovieId movie) {
    JsonNode answer = search(generation, countedByStars(movie));
    Map<Stars, Long> counts = new HashMap<>();
    for (JsonNode bucket : answer.path("aggregations").path(BY_STARS).path("buckets")) {
      counts.put(new Stars(bucket.path("key").asDouble()), bucket.path("doc_count").asLong());
    }
    return counts;
  }

  @Override
  public Map<MovieId, Long> timesRatedSince(GenerationId generation, Instant from) {
    return RecentRatings.timesRated(
        body -> search(generation, body), "gte", from, RecentRatings.notCounted());
  }

  @Override
  public Instant newest(GenerationId generation) {
    return RecentRatings.newest(body -> search(generation, body), RecentRatings.notCounted());
  }

  private JsonNode search(GenerationId generation, JsonNode body) {
    String index = names.of(GenerationIndex.RATINGS, generation);
    return transport.call("POST", Search.path(index), body);
  }

  private static ObjectNode countedByStars(MovieId movie) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", 0);
    body.put("track_total_hits", false);
    ObjectNode bool = body.putObject("query").putObject("bool");
    bool.putObject("filter").putObject("term").put(RatingDocument.MOVIE, movie.value());
    bool.set("must_not", RecentRatings.notCounted());
    body.putObject("aggs")
        .putObject(BY_STARS)
        .putObject("terms")
        .put("field", RatingDocument.STARS)
        .put("size", (int) (Stars.MOST / Stars.LEAST));
    return body;
  }

  /**
   * Asks in the order in which the index is sorted. Stars and viewer come back as the values that
   * were sorted by; no document has to be read.
   */
  private static ObjectNode mostStarsFirst(MovieId movie, int limit) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", Math.min(limit, Search.MOST_HITS));
    body.put("track_total_hits", true);
    body.put("_source", false);
    body.put("stored_fields", "_none_");
    body.putObject("query")
        .putObject("bool")
        .putObject("filter")
        .putObject("term")
        .put(RatingDocument.MOVIE, movie.value());
    ArrayNode sort = body.putArray("sort");
    RatingDocument.ORDER.forEach(field -> sort.addObject().put(field.name(), field.direction()));
    ObjectNode counts = body.putObject("aggs");
    countFans(counts);
    ObjectNode uncounted = counts.putObject(UNCOUNTED);
    uncounted.putObject("filter").putObject("term").put(RatingDocument.COUNTED, false);
    countFans(uncounted.putObject("aggs"));
    return body;
  }

  private static void countFans(ObjectNode aggregations) {
    aggregations
        .putObject(FANS)
        .putObject("filter")
        .putObject("range")
        .putObject(RatingDocument.STARS)
        .put("gte", Audience.LIKED);
  }

  private static long fans(JsonNode aggregations) {
    return aggregations.path(FANS).path("doc_count").asLong();
  }
}
