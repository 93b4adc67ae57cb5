package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedRating;
import java.io.IOException;

/** A rating under the pseudonym, with title and genres repeated for people. */
final class RatingDocument implements BulkDocument<PublishedRating> {
  static final String VIEWER = "viewer";
  static final String MOVIE = "movie";
  static final String STARS = "stars";

  @Override
  public String id(PublishedRating published) {
    Rating rating = published.rating();
    return rating.viewer().value() + "-" + rating.movie();
  }

  @Override
  public void fields(PublishedRating published, JsonGenerator json) throws IOException {
    Rating rating = published.rating();
    Movie movie = published.movie();
    json.writeStringField(VIEWER, rating.viewer().value());
    json.writeNumberField(MOVIE, rating.movie().value());
    json.writeNumberField(STARS, rating.stars().value());
    json.writeStringField("time", rating.time().toString());
    json.writeStringField("title", movie.title());
    BulkDocument.strings(json, "genres", movie.genres());
  }
}
