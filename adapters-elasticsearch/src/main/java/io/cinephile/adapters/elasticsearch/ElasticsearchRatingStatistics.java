package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.rating.RatingStatistics;
import io.cinephile.domain.rating.RatingTotals;
import io.cinephile.domain.rating.RatingTotals.Genre;
import io.cinephile.domain.rating.RatingTotals.Period;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.elasticsearch.client.RestClient;

/** Has Elasticsearch add the ratings of a generation up. Safe for use by several threads. */
public final class ElasticsearchRatingStatistics implements RatingStatistics {
  private static final String VIEWERS = "viewers";
  private static final String MEAN = "mean";
  private static final String BY_STARS = "by_stars";
  private static final String BY_GENRE = "by_genre";
  private static final String BY_MONTH = "by_month";
  private static final String BY_YEAR = "by_year";

  /** From half a star to five. */
  private static final int VERDICTS = 10;

  private static final Comparator<Genre> MOST_RATED_FIRST =
      Comparator.comparingLong(Genre::ratings).reversed().thenComparing(Genre::name);

  private final JsonTransport transport;
  private final IndexNames names;

  /**
   * @param client stays the caller's, who closes it
   * @param prefix of all index names
   * @param policy bounds each call
   */
  public ElasticsearchRatingStatistics(RestClient client, String prefix, CallPolicy policy) {
    this.transport = new JsonTransport(client, policy);
    this.names = new IndexNames(prefix);
  }

  @Override
  public RatingTotals totals(GenerationId generation) {
    String index = names.of(GenerationIndex.RATINGS, generation);
    JsonNode answer = transport.call("POST", Search.path(index), body());
    JsonNode found = answer.path("aggregations");
    return new RatingTotals(
        answer.path("hits").path("total").path("value").asLong(),
        value(found, VIEWERS),
        found.path(MEAN).path("value").asDouble(),
        stars(found),
        genres(found),
        periods(found, BY_MONTH),
        periods(found, BY_YEAR));
  }

  private static ObjectNode body() {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", 0).put("track_total_hits", true);
    body.putObject("query").putObject("bool").putArray("must_not").add(RecentRatings.notCounted());
    ObjectNode totals = body.putObject("aggs");
    countViewers(totals);
    mean(totals);
    terms(totals, BY_STARS, RatingDocument.STARS, VERDICTS);
    mean(terms(totals, BY_GENRE, RatingDocument.GENRES, MovieSearch.MOST_GENRES).putObject("aggs"));
    countViewers(calendar(totals, BY_MONTH, "month").putObject("aggs"));
    countViewers(calendar(totals, BY_YEAR, "year").putObject("aggs"));
    return body;
  }

  private static void countViewers(ObjectNode totals) {
    totals.putObject(VIEWERS).putObject("cardinality").put("field", RatingDocument.VIEWER);
  }

  private static void mean(ObjectNode totals) {
    totals.putObject(MEAN).putObject("avg").put("field", RatingDocument.STARS);
  }

  private static ObjectNode terms(ObjectNode totals, String name, String field, int most) {
    ObjectNode terms = totals.putObject(name);
    terms.putObject("terms").put("field", field).put("size", most);
    return terms;
  }

  /** Empty periods are left out: a single wrong year must not bring a thousand of them. */
  private static ObjectNode calendar(ObjectNode totals, String name, String interval) {
    ObjectNode periods = totals.putObject(name);
    periods
        .putObject("date_histogram")
        .put("field", RatingDocument.TIME)
        .put("calendar_interval", interval)
        .put("min_doc_count", 1);
    return periods;
  }

  private static SortedMap<Double, Long> stars(JsonNode totals) {
    SortedMap<Double, Long> stars = new TreeMap<>();
    for (JsonNode bucket : buckets(totals, BY_STARS)) {
      stars.put(bucket.path("key").asDouble(), count(bucket));
    }
    return stars;
  }

  private static List<Genre> genres(JsonNode totals) {
    List<Genre> genres = new ArrayList<>();
    for (JsonNode bucket : buckets(totals, BY_GENRE)) {
      double mean = bucket.path(MEAN).path("value").asDouble();
      genres.add(new Genre(bucket.path("key").asText(), count(bucket), mean));
    }
    genres.sort(MOST_RATED_FIRST);
    return genres;
  }

  private static List<Period> periods(JsonNode totals, String name) {
    List<Period> periods = new ArrayList<>();
    for (JsonNode bucket : buckets(totals, name)) {
      Instant from = Instant.ofEpochMilli(bucket.path("key").asLong());
      periods.add(
          new Period(
              LocalDate.ofInstant(from, ZoneOffset.UTC), count(bucket), value(bucket, VIEWERS)));
    }
    return periods;
  }

  private static JsonNode buckets(JsonNode totals, String name) {
    return totals.path(name).path("buckets");
  }

  private static long count(JsonNode bucket) {
    return bucket.path("doc_count").asLong();
  }

  private static long value(JsonNode totals, String name) {
    return totals.path(name).path("value").asLong();
  }
}
