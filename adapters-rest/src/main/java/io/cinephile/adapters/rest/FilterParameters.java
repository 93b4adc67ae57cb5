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

/** Which movies may come, as the address tells. */
class FilterParameters {
  @QueryParam("genre")
  List<String> genres;

  @QueryParam("genreMatch")
  String genreMatch;

  @QueryParam("yearFrom")
  String yearFrom;

  @QueryParam("yearTo")
  String yearTo;

  @QueryParam("minRatings")
  String minRatings;

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
