package io.cinephile.domain.catalogue;

/** A movie as the catalogue of one generation lists it. */
public record CatalogueEntry(Movie movie, MovieStatistics statistics) {
  public MovieId id() {
    return movie.id();
  }
}
