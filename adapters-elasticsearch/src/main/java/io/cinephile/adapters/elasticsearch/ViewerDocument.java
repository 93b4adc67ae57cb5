package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import io.cinephile.domain.recommendation.ViewerRecommendations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A viewer's recommendations as parallel arrays, best first, and what the model learnt. Scores and
 * stars are kept as floats, which is what they are learnt as.
 */
final class ViewerDocument implements BulkDocument<ViewerProfile> {
  static final String VIEWER = "viewer";
  static final String MOVIES = "movies";
  static final String SCORES = "scores";
  static final String STARS = "stars";

  @Override
  public String id(ViewerProfile profile) {
    return profile.recommendations().viewer().value();
  }

  @Override
  public void fields(ViewerProfile profile, JsonGenerator json) throws IOException {
    List<Recommendation> best = profile.recommendations().recommendations();
    json.writeStringField(VIEWER, id(profile));
    json.writeArrayFieldStart(MOVIES);
    for (Recommendation recommendation : best) {
      json.writeNumber(recommendation.movie().value());
    }
    json.writeEndArray();
    BulkDocument.floats(json, SCORES, floats(best, Recommendation::score));
    BulkDocument.floats(json, STARS, floats(best, Recommendation::predictedStars));
    BulkDocument.floats(json, "ranking_factors", profile.rankingFactors());
    BulkDocument.floats(json, "star_factors", profile.starFactors());
  }

  /** Reads the recommendations from a parser that stands at the start of the document. */
  static ViewerRecommendations read(JsonParser json, int depth) throws IOException {
    String viewer = "";
    List<Double> movies = List.of();
    List<Double> scores = List.of();
    List<Double> stars = List.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case VIEWER -> viewer = json.getText();
        case MOVIES -> movies = numbers(json, depth);
        case SCORES -> scores = numbers(json, depth);
        case STARS -> stars = numbers(json, depth);
        default -> json.skipChildren();
      }
    }
    List<Recommendation> best = new ArrayList<>(movies.size());
    for (int rank = 0; rank < movies.size(); rank++) {
      MovieId movie = new MovieId(movies.get(rank).intValue());
      best.add(new Recommendation(movie, scores.get(rank), stars.get(rank)));
    }
    return new ViewerRecommendations(new Pseudonym(viewer), best);
  }

  private static List<Double> numbers(JsonParser json, int depth) throws IOException {
    List<Double> numbers = new ArrayList<>(Math.min(depth, 1000));
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (numbers.size() < depth) {
        numbers.add((double) json.getFloatValue());
      }
    }
    return numbers;
  }

  private static float[] floats(
      List<Recommendation> best, ToDoubleFunction<Recommendation> figure) {
    float[] floats = new float[best.size()];
    for (int rank = 0; rank < floats.length; rank++) {
      floats[rank] = (float) figure.applyAsDouble(best.get(rank));
    }
    return floats;
  }
}
