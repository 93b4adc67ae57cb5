package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.FoldedTitle;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedMovie;
import io.cinephile.domain.training.MovieFactors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A movie with all that it can be found by. Titles are folded here and not by an analyser, since
 * the core distribution has none that folds accents.
 */
final class MovieDocument implements BulkDocument<PublishedMovie> {
  static final String ID = "id";
  static final String NAMES = "names";
  static final String NAME_KEYS = "name_keys";
  static final String RATINGS = "ratings";
  static final String DIRECTION = "direction";
  static final String RANKING_FACTORS = "ranking_factors";
  private static final String HOLDOUT_RANKING_FACTORS = "holdout_ranking_factors";
  private static final String HOLDOUT_STAR_FACTORS = "holdout_star_factors";

  @Override
  public String id(PublishedMovie published) {
    return published.entry().id().toString();
  }

  @Override
  public void fields(PublishedMovie published, JsonGenerator json) throws IOException {
    Movie movie = published.entry().movie();
    MovieStatistics statistics = published.entry().statistics();
    json.writeNumberField(ID, movie.id().value());
    json.writeStringField("title", movie.title());
    if (movie.year().isPresent()) {
      json.writeNumberField("year", movie.year().get());
    }
    BulkDocument.strings(json, "genres", movie.genres());
    json.writeNumberField(RATINGS, statistics.ratings());
    json.writeNumberField("mean_stars", statistics.meanStars());
    json.writeNumberField("damped_mean_stars", statistics.dampedMeanStars());
    json.writeNumberField("recommended_share", statistics.recommendedShare());
    names(published.entry(), json);
    if (published.factors().isPresent()) {
      factors(published.factors().get(), json);
    }
    if (published.holdoutFactors().isPresent()) {
      MovieFactors holdout = published.holdoutFactors().get();
      PackedFloats.write(json, HOLDOUT_RANKING_FACTORS, holdout.ranking());
      PackedFloats.write(json, HOLDOUT_STAR_FACTORS, holdout.stars());
    }
  }

  static CatalogueEntry read(JsonNode source) {
    Optional<Integer> year =
        source.has("year") ? Optional.of(source.path("year").asInt()) : Optional.empty();
    List<String> genres = new ArrayList<>();
    source.path("genres").forEach(genre -> genres.add(genre.asText()));
    return new CatalogueEntry(
        new Movie(
            new MovieId(source.path(ID).asInt()), source.path("title").asText(), year, genres),
        new MovieStatistics(
            source.path(RATINGS).asLong(),
            source.path("mean_stars").asDouble(),
            source.path("damped_mean_stars").asDouble(),
            source.path("recommended_share").asDouble()));
  }

  /** The search for a page of those that have holdout factors, in the order of their numbers. */
  static ObjectNode holdoutSearch(int size) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", size);
    body.put("track_total_hits", false);
    body.putObject("query")
        .putObject("bool")
        .putObject("filter")
        .putObject("exists")
        .put("field", HOLDOUT_STAR_FACTORS);
    body.putArray("sort").addObject().put(ID, "asc");
    return Search.onlyDocValues(body, HOLDOUT_RANKING_FACTORS, HOLDOUT_STAR_FACTORS);
  }

  /** Reads a hit of that search, whose value to sort by is the movie's number. */
  static MovieFactors holdoutFactors(JsonNode hit) {
    return new MovieFactors(
        new MovieId(hit.path("sort").path(0).asInt()),
        PackedFloats.read(hit, HOLDOUT_RANKING_FACTORS),
        PackedFloats.read(hit, HOLDOUT_STAR_FACTORS));
  }

  /** The key by which a name is found whole, however it is divided into words. */
  static String key(FoldedTitle name) {
    return String.join("", name.words());
  }

  private static void names(CatalogueEntry entry, JsonGenerator json) throws IOException {
    List<FoldedTitle> names =
        FoldedTitle.namesIn(entry.movie().title()).stream()
            .filter(name -> !name.words().isEmpty())
            .toList();
    List<String> whole = names.stream().map(FoldedTitle::key).toList();
    BulkDocument.strings(json, NAMES, whole);
    BulkDocument.strings(
        json, NAME_KEYS, names.stream().map(MovieDocument::key).distinct().toList());
    if (!whole.isEmpty()) {
      json.writeObjectFieldStart("completion");
      BulkDocument.strings(json, "input", whole);
      json.writeNumberField(
          "weight", (int) Math.min(Integer.MAX_VALUE, entry.statistics().ratings()));
      json.writeEndObject();
    }
  }

  private static void factors(MovieFactors factors, JsonGenerator json) throws IOException {
    PackedFloats.write(json, "star_factors", factors.stars());
    float[] direction = direction(factors.ranking());
    if (direction.length > 0) {
      BulkDocument.floats(json, "factors", factors.ranking());
      PackedFloats.write(json, RANKING_FACTORS, factors.ranking());
      BulkDocument.floats(json, DIRECTION, direction);
    }
  }

  /** The vector at length 1; empty for the null vector, which points nowhere. */
  static float[] direction(float[] vector) {
    double squares = 0;
    for (float component : vector) {
      squares += (double) component * component;
    }
    if (squares == 0) {
      return new float[0];
    }
    double length = Math.sqrt(squares);
    float[] direction = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      direction[i] = (float) (vector[i] / length);
    }
    return direction;
  }
}
