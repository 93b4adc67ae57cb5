package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedRating;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A rating under the pseudonym, with title and genres repeated for people. */
final class RatingDocument implements BulkDocument<PublishedRating> {
  static final String VIEWER = "viewer";
  static final String MOVIE = "movie";
  static final String STARS = "stars";
  static final String TIME = "time";
  static final String GENRES = "genres";

  /** Absent where the rating counts. */
  static final String COUNTED = "counted";

  /**
   * A movie's ratings lie side by side, the most stars first: whoever searches for them in this
   * order finds them sorted, however many there are.
   */
  static final List<SortField> ORDER =
      List.of(
          new SortField(MOVIE, "asc"), new SortField(STARS, "desc"), new SortField(VIEWER, "asc"));

  @Override
  public String id(PublishedRating published) {
    Rating rating = published.rating();
    return id(rating.viewer(), rating.movie());
  }

  static String id(Pseudonym viewer, MovieId movie) {
    return viewer.value() + "-" + movie;
  }

  @Override
  public void fields(PublishedRating published, JsonGenerator json) throws IOException {
    Rating rating = published.rating();
    Movie movie = published.movie();
    json.writeStringField(VIEWER, rating.viewer().value());
    json.writeNumberField(MOVIE, rating.movie().value());
    json.writeNumberField(STARS, rating.stars().value());
    json.writeStringField(TIME, rating.time().toString());
    json.writeStringField("title", movie.title());
    BulkDocument.strings(json, GENRES, movie.genres());
    if (!published.counted()) {
      json.writeBooleanField(COUNTED, false);
    }
  }

  /** The search for a page of all ratings by those viewers. */
  static ObjectNode search(Collection<Pseudonym> viewers) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", Search.MOST_HITS);
    body.put("track_total_hits", false);
    Search.ofViewers(body, viewers);
    ArrayNode sort = body.putArray("sort");
    sort.addObject().put(VIEWER, "asc");
    sort.addObject().put(MOVIE, "asc");
    Search.onlyDocValues(body, VIEWER, MOVIE, STARS);
    askTime(body);
    return body;
  }

  /** Reads a hit of that search. */
  static Rating read(JsonNode hit) {
    return new Rating(viewer(hit), movie(hit), stars(hit), time(hit));
  }

  static Pseudonym viewer(JsonNode hit) {
    return new Pseudonym(hit.path("fields").path(VIEWER).path(0).asText());
  }

  static MovieId movie(JsonNode hit) {
    return new MovieId(hit.path("fields").path(MOVIE).path(0).asInt());
  }

  static Stars stars(JsonNode hit) {
    return new Stars(hit.path("fields").path(STARS).path(0).asDouble());
  }

  /** Has a search that asks for doc values ask for the time as well. */
  static void askTime(ObjectNode body) {
    body.withArray("docvalue_fields").addObject().put("field", TIME).put("format", "epoch_millis");
  }

  static Instant time(JsonNode hit) {
    return Instant.ofEpochMilli(hit.path("fields").path(TIME).path(0).asLong());
  }
}
