package io.cinephile.adapters.rest;

import io.cinephile.application.RecommendationQuery;
import io.cinephile.application.RecommendationQuery.Mode;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieFilter.GenreMatch;
import io.cinephile.domain.catalogue.MovieId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How somebody wants their recommendations, as a body tells. Ranges are checked by the domain. */
@Schema(
    name = "RecommendationOptions",
    description = "How recommendations are wanted; the same as the parameters of other addresses.")
record RecommendationOptions(
    @Schema(
            description = "How many at most.",
            examples = "10",
            minimum = "1",
            maximum = "100",
            defaultValue = "10")
        Optional<Integer> limit,
    @Schema(
            description = "How many of the best to leave out; with the limit at most 1,000.",
            examples = "0",
            minimum = "0",
            maximum = "999",
            defaultValue = "0")
        Optional<Integer> offset,
    @Schema(description = "What to rank by.", defaultValue = "personalised") Optional<Mode> mode,
    @Schema(
            description = "Genres that movies need, whatever their case.",
            examples = "[\"Comedy\"]",
            maxItems = MovieFilter.MOST_GENRES)
        Optional<List<String>> genres,
    @Schema(description = "How many of the genres.", defaultValue = "any")
        Optional<GenreMatch> genreMatch,
    @Schema(examples = "1980", minimum = "1870", maximum = "2100") Optional<Integer> yearFrom,
    @Schema(examples = "1999", minimum = "1870", maximum = "2100") Optional<Integer> yearTo,
    @Schema(
            description = "How many viewers have to have rated a movie.",
            examples = "20",
            minimum = "0")
        Optional<Integer> minRatings,
    @Schema(
            description = "Movies that must not come.",
            examples = "[2571]",
            maxItems = MovieFilter.MOST_EXCLUDED)
        Optional<List<Integer>> exclude,
    @Schema(
            description = "Whether movies may come that were rated already.",
            defaultValue = "false")
        Optional<Boolean> includeSeen,
    @Schema(
            description = "From 0, as they fit, to 1, as they differ.",
            examples = "0.3",
            minimum = "0",
            maximum = "1",
            defaultValue = "0")
        Optional<Double> diversity,
    @Schema(
            description = "How many reasons to give with each.",
            examples = "3",
            minimum = "0",
            maximum = "10",
            defaultValue = "0")
        Optional<Integer> reasons) {

  static final RecommendationOptions NONE =
      new RecommendationOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  RecommendationQuery query() {
    return new RecommendationQuery(
        mode.orElse(Mode.PERSONALISED),
        filter(),
        includeSeen.orElse(false),
        diversity.orElse(RecommendationQuery.USUAL_DIVERSITY),
        offset.orElse(0),
        limit.orElse(Integer.valueOf(Limit.DEFAULT)),
        reasons.orElse(0));
  }

  private MovieFilter filter() {
    return new MovieFilter(
        new HashSet<>(genres.orElse(List.of())),
        genreMatch.orElse(GenreMatch.ANY),
        yearFrom,
        yearTo,
        minRatings.orElse(0),
        exclude.orElse(List.of()).stream().map(MovieId::new).collect(Collectors.toSet()));
  }
}
