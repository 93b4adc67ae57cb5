package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.FoldedTitle;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.recommendation.RecommendationStore.LearntMovie;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedMovie;
import io.cinephile.domain.training.MovieFactors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A movie with all that it can be found by. Titles are folded here and not by an analyser, since
 * the core distribution has none that folds accents.
 */
final class MovieDocument implements BulkDocument<PublishedMovie> {
  static final String ID = "id";
  static final String NAMES = "names";
  static final String NAME_KEYS = "name_keys";
  static final String RATINGS = "ratings";
  static final String YEAR = "year";
  static final String GENRES = "genres";
  static final String COMPLETION = "completion";

  /** Elasticsearch's own bound on what a completion field keeps, in UTF-16 units. */
  static final int LONGEST_BEGINNING = 50;

  private static final String RANKING_FACTORS = "ranking_factors";
  private static final String STAR_FACTORS = "star_factors";
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
      json.writeNumberField(YEAR, movie.year().get());
    }
    BulkDocument.strings(json, GENRES, movie.genres());
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
        source.has(YEAR) ? Optional.of(source.path(YEAR).asInt()) : Optional.empty();
    List<String> genres = new ArrayList<>();
    source.path(GENRES).forEach(genre -> genres.add(genre.asText()));
    return new CatalogueEntry(
        new Movie(
            new MovieId(source.path(ID).asInt()), source.path("title").asText(), year, genres),
        new MovieStatistics(
            source.path(RATINGS).asLong(),
            source.path("mean_stars").asDouble(),
            source.path("damped_mean_stars").asDouble(),
            source.path("recommended_share").asDouble()));
  }

  /** The search for a page of all movies with their factors, in the order of their numbers. */
  static ObjectNode learntSearch(int size) {
    return Search.withDocValues(inOrder(size), RANKING_FACTORS, STAR_FACTORS);
  }

  /** Reads a hit of that search. */
  static LearntMovie learnt(JsonNode hit) {
    CatalogueEntry entry = read(hit.path("_source"));
    float[] stars = PackedFloats.read(hit, STAR_FACTORS);
    return new LearntMovie(
        entry,
        stars.length == 0
            ? Optional.empty()
            : Optional.of(
                new MovieFactors(entry.id(), PackedFloats.read(hit, RANKING_FACTORS), stars)));
  }

  /** The search for a page of those that have holdout factors, in the order of their numbers. */
  static ObjectNode holdoutSearch(int size) {
    ObjectNode body = inOrder(size);
    body.putObject("query")
        .putObject("bool")
        .putObject("filter")
        .putObject("exists")
        .put("field", HOLDOUT_STAR_FACTORS);
    return Search.onlyDocValues(body, HOLDOUT_RANKING_FACTORS, HOLDOUT_STAR_FACTORS);
  }

  /** Reads a hit of that search, whose value to sort by is the movie's number. */
  static MovieFactors holdoutFactors(JsonNode hit) {
    return new MovieFactors(
        new MovieId(hit.path("sort").path(0).asInt()),
        PackedFloats.read(hit, HOLDOUT_RANKING_FACTORS),
        PackedFloats.read(hit, HOLDOUT_STAR_FACTORS));
  }

  private static ObjectNode inOrder(int size) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("size", size);
    body.put("track_total_hits", false);
    body.putArray("sort").addObject().put(ID, "asc");
    return body;
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
      json.writeObjectFieldStart(COMPLETION);
      BulkDocument.strings(
          json, "input", names.stream().flatMap(MovieDocument::beginnings).distinct().toList());
      json.writeNumberField(
          "weight", (int) Math.min(Integer.MAX_VALUE, entry.statistics().ratings()));
      json.writeEndObject();
    }
  }

  /** The name, and what is left of it from each later word on. */
  private static Stream<String> beginnings(FoldedTitle name) {
    List<String> words = name.words();
    return IntStream.range(0, words.size())
        .mapToObj(from -> String.join(" ", words.subList(from, words.size())));
  }

  private static void factors(MovieFactors factors, JsonGenerator json) throws IOException {
    PackedFloats.write(json, STAR_FACTORS, factors.stars());
    if (factors.ranking().length > 0) {
      BulkDocument.floats(json, "factors", factors.ranking());
      PackedFloats.write(json, RANKING_FACTORS, factors.ranking());
    }
  }
}
