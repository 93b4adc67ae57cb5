package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.NumberedChange;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** The last change of a viewer and movie, to the millisecond. */
final class LiveRatingDocument implements BulkDocument<RatingChange> {
  private static final String WITHDRAWN = "withdrawn";

  /** Elasticsearch gives each write a higher one than all before, in an index of one shard. */
  private static final String NUMBER = "_seq_no";

  /** Few have changed something lately, and room for more would cost each search something. */
  private static final int NUMBERED_AT_ONCE = 1_000;

  @Override
  public String id(RatingChange change) {
    return RatingDocument.id(change.viewer(), change.movie());
  }

  @Override
  public void fields(RatingChange change, JsonGenerator json) throws IOException {
    json.writeStringField(RatingDocument.VIEWER, change.viewer().value());
    json.writeNumberField(RatingDocument.MOVIE, change.movie().value());
    if (change.stars().isPresent()) {
      json.writeNumberField(RatingDocument.STARS, change.stars().get().value());
    }
    json.writeBooleanField(WITHDRAWN, change.stars().isEmpty());
    json.writeStringField(RatingDocument.TIME, change.time().toString());
  }

  static ObjectNode newestOf(Collection<Pseudonym> viewers) {
    return Search.ofViewers(newestFirst(Search.MOST_HITS), viewers);
  }

  static ObjectNode newestAbout(MovieId movie, int limit) {
    ObjectNode body = newestFirst(Math.min(limit, Search.MOST_HITS));
    body.putObject("query")
        .putObject("bool")
        .putObject("filter")
        .putObject("term")
        .put(RatingDocument.MOVIE, movie.value());
    return body;
  }

  /** The query for ratings, not for what was taken back. */
  static ObjectNode ratedBefore(Instant time) {
    ObjectNode query = JsonTransport.JSON.createObjectNode();
    ArrayNode all = query.putObject("bool").putArray("filter");
    all.addObject().putObject("range").putObject(RatingDocument.TIME).put("lt", time.toString());
    all.addObject().putObject("term").put(WITHDRAWN, false);
    return query;
  }

  /** By viewer, then by movie. */
  static ObjectNode all() {
    ObjectNode body = page(Search.MOST_HITS);
    ArrayNode sort = body.putArray("sort");
    sort.addObject().put(RatingDocument.VIEWER, "asc");
    sort.addObject().put(RatingDocument.MOVIE, "asc");
    return body;
  }

  static ObjectNode newestNumbered() {
    return numbered(1, "desc");
  }

  /** The highest last: what is changed while pages are read comes in a later one. */
  static ObjectNode numberedFrom(long least) {
    ObjectNode body = numbered(NUMBERED_AT_ONCE, "asc");
    body.putObject("query").putObject("range").putObject(NUMBER).put("gte", least);
    return body;
  }

  private static ObjectNode numbered(int size, String order) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", size);
    body.put("track_total_hits", false);
    body.putArray("sort").addObject().put(NUMBER, order);
    return Search.onlyDocValues(body, RatingDocument.VIEWER, RatingDocument.MOVIE);
  }

  static NumberedChange readNumbered(JsonNode hit) {
    return new NumberedChange(
        hit.path("sort").path(0).asLong(), RatingDocument.viewer(hit), RatingDocument.movie(hit));
  }

  private static ObjectNode newestFirst(int size) {
    ObjectNode body = page(size);
    ArrayNode sort = body.putArray("sort");
    sort.addObject().put(RatingDocument.TIME, "desc");
    sort.addObject().put(RatingDocument.MOVIE, "asc");
    sort.addObject().put(RatingDocument.VIEWER, "asc");
    return body;
  }

  private static ObjectNode page(int size) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", size);
    body.put("track_total_hits", false);
    askChange(Search.onlyDocValues(body, RatingDocument.VIEWER));
    return body;
  }

  /** Has a search that asks for doc values, the viewer among them, ask for changes as well. */
  static void askChange(ObjectNode body) {
    Search.withDocValues(body, RatingDocument.MOVIE, RatingDocument.STARS);
    RatingDocument.askTime(body);
  }

  /** Whether the hit of a search that may find other documents, too, is a change. */
  static boolean isOne(JsonNode hit) {
    return hit.path("fields").has(RatingDocument.MOVIE);
  }

  /** Reads a hit of these searches. */
  static RatingChange read(JsonNode hit) {
    boolean withdrawn = !hit.path("fields").has(RatingDocument.STARS);
    return new RatingChange(
        RatingDocument.viewer(hit),
        RatingDocument.movie(hit),
        withdrawn ? Optional.empty() : Optional.of(RatingDocument.stars(hit)),
        RatingDocument.time(hit));
  }
}
