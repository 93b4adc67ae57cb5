package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.Pseudonym;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Counts ratings by movie and time, wherever they are kept. */
final class RecentRatings {
  private static final String BY_MOVIE = "by_movie";
  private static final String NEWEST = "newest";

  /** Movies that are counted at once: a few megabytes. */
  private static final int BUCKETS = 50_000;

  /** Elasticsearch's bound on the terms of one clause is 65,536. */
  private static final int MOST_TERMS = 50_000;

  private RecentRatings() {}

  /**
   * How often each movie was rated.
   *
   * @param search answers a body
   * @param bound {@code gte} or {@code gt}
   * @param from what the times are compared with
   * @param leftOut the query for ratings that do not count
   */
  static Map<MovieId, Long> timesRated(
      UnaryOperator<JsonNode> search, String bound, Instant from, JsonNode leftOut) {
    ObjectNode body = noHits();
    ArrayNode filters = counted(body, leftOut).putArray("filter");
    filters
        .addObject()
        .putObject("range")
        .putObject(RatingDocument.TIME)
        .put(bound, from.toEpochMilli())
        .put("format", "epoch_millis");
    // What was taken back has none.
    filters.addObject().putObject("exists").put("field", RatingDocument.STARS);
    // In pages: Elasticsearch answers with at most 65,536 buckets, and there are more movies.
    ObjectNode byMovie = body.putObject("aggs").putObject(BY_MOVIE).putObject("composite");
    byMovie.put("size", BUCKETS);
    byMovie
        .putArray("sources")
        .addObject()
        .putObject(RatingDocument.MOVIE)
        .putObject("terms")
        .put("field", RatingDocument.MOVIE);
    Map<MovieId, Long> counts = new HashMap<>();
    JsonNode page;
    do {
      page = search.apply(body).path("aggregations").path(BY_MOVIE);
      for (JsonNode bucket : page.path("buckets")) {
        MovieId movie = new MovieId(bucket.path("key").path(RatingDocument.MOVIE).asInt());
        counts.put(movie, bucket.path("doc_count").asLong());
      }
      byMovie.set("after", page.path("after_key"));
    } while (page.path("buckets").size() == BUCKETS);
    return counts;
  }

  /**
   * The latest time; {@link Instant#EPOCH} where there is none.
   *
   * @param leftOut the query for ratings that do not count
   */
  static Instant newest(UnaryOperator<JsonNode> search, JsonNode leftOut) {
    ObjectNode body = noHits();
    counted(body, leftOut);
    body.putObject("aggs").putObject(NEWEST).putObject("max").put("field", RatingDocument.TIME);
    // Null where there are no ratings, and missing where there is no index.
    JsonNode newest = search.apply(body).path("aggregations").path(NEWEST).path("value");
    return Instant.ofEpochMilli(newest.asLong(0));
  }

  /** The query for ratings that were published as not counting. */
  static JsonNode notCounted() {
    ObjectNode query = JsonTransport.JSON.createObjectNode();
    query.putObject("term").put(RatingDocument.COUNTED, false);
    return query;
  }

  /** The query for ratings by those viewers. */
  static JsonNode by(ViewerSet viewers) {
    ObjectNode query = JsonTransport.JSON.createObjectNode();
    if (viewers.named().isEmpty()) {
      query.putObject(viewers.allBut() ? "match_all" : "match_none");
      return query;
    }
    ObjectNode bool = query.putObject("bool");
    ArrayNode named =
        viewers.allBut()
            ? bool.putArray("must_not")
            : bool.put("minimum_should_match", 1).putArray("should");
    ArrayNode terms = JsonTransport.JSON.createArrayNode();
    for (Pseudonym viewer : viewers.named()) {
      if (terms.size() % MOST_TERMS == 0) {
        terms = named.addObject().putObject("terms").putArray(RatingDocument.VIEWER);
      }
      terms.add(viewer.value());
    }
    return query;
  }

  /** The body's query, to which filters may be added. */
  private static ObjectNode counted(ObjectNode body, JsonNode leftOut) {
    ObjectNode bool = body.putObject("query").putObject("bool");
    bool.putArray("must_not").add(leftOut);
    return bool;
  }

  private static ObjectNode noHits() {
    return JsonTransport.JSON.createObjectNode().put("size", 0).put("track_total_hits", false);
  }
}
