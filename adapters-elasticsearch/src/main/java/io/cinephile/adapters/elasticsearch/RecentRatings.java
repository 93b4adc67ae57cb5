package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.MovieId;
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

  private RecentRatings() {}

  /**
   * How often each movie was rated.
   *
   * @param search answers a body
   * @param bound {@code gte} or {@code gt}
   * @param from what the times are compared with
   */
  static Map<MovieId, Long> timesRated(UnaryOperator<JsonNode> search, String bound, Instant from) {
    ObjectNode body = noHits();
    ArrayNode filters = body.putObject("query").putObject("bool").putArray("filter");
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

  /** The latest time; {@link Instant#EPOCH} where there is none. */
  static Instant newest(UnaryOperator<JsonNode> search) {
    ObjectNode body = noHits();
    body.putObject("aggs").putObject(NEWEST).putObject("max").put("field", RatingDocument.TIME);
    // Null where there are no ratings, and missing where there is no index.
    JsonNode newest = search.apply(body).path("aggregations").path(NEWEST).path("value");
    return Instant.ofEpochMilli(newest.asLong(0));
  }

  private static ObjectNode noHits() {
    return JsonTransport.JSON.createObjectNode().put("size", 0).put("track_total_hits", false);
  }
}
