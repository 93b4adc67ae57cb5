package io.cinephile.adapters.rest;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A movie as the outside sees it. */
@Schema(name = "Movie")
record MovieView(
    @Schema(description = "Its number in the data set.", examples = "2571", minimum = "1") int id,
    @Schema(description = "As people write it.", examples = "The Matrix") String title,
    @Schema(description = "Of release; absent where the data set does not tell.", examples = "1999")
        Optional<Integer> year,
    @Schema(examples = "[\"Action\", \"Sci-Fi\"]") List<String> genres,
    @Schema(description = "How many viewers rated it.", examples = "278") long ratings,
    @Schema(description = "Their mean; absent where nobody rated it.", examples = "4.19")
        Optional<Double> meanStars) {

  static MovieView of(CatalogueEntry entry) {
    Movie movie = entry.movie();
    long ratings = entry.statistics().ratings();
    return new MovieView(
        movie.id().value(),
        movie.displayTitle(),
        movie.year(),
        movie.genres(),
        ratings,
        ratings == 0
            ? Optional.empty()
            : Optional.of(Rounding.hundredths(entry.statistics().meanStars())));
  }

  static List<MovieView> of(List<CatalogueEntry> entries) {
    return entries.stream().map(MovieView::of).toList();
  }
}
