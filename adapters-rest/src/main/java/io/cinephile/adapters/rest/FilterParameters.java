package io.cinephile.adapters.rest;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieFilter.GenreMatch;
import io.cinephile.domain.catalogue.MovieId;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which movies may come, as the address tells. */
class FilterParameters {
  @Parameter(ref = Api.GENRE)
  @QueryParam("genre")
  List<String> genres;

  @Parameter(ref = Api.GENRE_MATCH)
  @QueryParam("genreMatch")
  String genreMatch;

  @Parameter(ref = Api.YEAR_FROM)
  @QueryParam("yearFrom")
  String yearFrom;

  @Parameter(ref = Api.YEAR_TO)
  @QueryParam("yearTo")
  String yearTo;

  @Parameter(ref = Api.MIN_RATINGS)
  @QueryParam("minRatings")
  String minRatings;

  @Parameter(ref = Api.EXCLUDE)
  @QueryParam("exclude")
  List<String> exclude;

  final MovieFilter filter() {
    return new MovieFilter(
        new HashSet<>(genres),
        QueryText.word("genreMatch", genreMatch, GenreMatch.class).orElse(GenreMatch.ANY),
        QueryText.wholeNumber("yearFrom", yearFrom),
        QueryText.wholeNumber("yearTo", yearTo),
        QueryText.wholeNumber("minRatings", minRatings).orElse(0),
        excluded());
  }

  private Set<MovieId> excluded() {
    return exclude.stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .filter(text -> !text.isBlank())
        .map(FilterParameters::movie)
        .collect(Collectors.toSet());
  }

  private static MovieId movie(String text) {
    int id = QueryText.wholeNumber("exclude", text).orElse(0);
    if (id < 1) {
      throw new OutOfRangeException("exclude", text, "must be the number of a movie, from 1");
    }
    return new MovieId(id);
  }
}
