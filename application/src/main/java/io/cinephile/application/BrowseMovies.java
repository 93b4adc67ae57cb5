package io.cinephile.application;

import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.catalogue.Catalogue.SimilarMovie;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.TitleMatcher;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks around in the catalogue. Safe for use by several threads. */
public final class BrowseMovies {
  private final ServingGeneration serving;
  private final Catalogue catalogue;

  public BrowseMovies(ServingGeneration serving, Catalogue catalogue) {
    this.serving = serving;
    this.catalogue = catalogue;
  }

  /** An answer and the generation that it comes from. */
  public record Answer<T>(GenerationId generation, T content) {}

  /**
   * Movies whose title is meant by the query, the closest first, then such as share a word with it.
   */
  public Answer<List<CatalogueEntry>> search(TitleQuery query, int limit) {
    GenerationId generation = serving.require();
    List<CatalogueEntry> resembling = catalogue.resembling(generation, query, 2 * limit);
    Set<CatalogueEntry> ordered = new LinkedHashSet<>();
    TitleMatcher.rank(query, resembling).forEach(match -> ordered.add(match.entry()));
    ordered.addAll(resembling);
    return new Answer<>(generation, ordered.stream().limit(limit).toList());
  }

  /** The movie of that number. */
  public Answer<Optional<CatalogueEntry>> find(MovieId movie) {
    GenerationId generation = serving.require();
    return new Answer<>(generation, catalogue.find(generation, movie));
  }

  /** The movies nearest to one; empty where there is no such movie. */
  public Answer<Optional<List<SimilarMovie>>> similarTo(MovieId movie, int limit) {
    GenerationId generation = serving.require();
    return new Answer<>(
        generation,
        catalogue
            .find(generation, movie)
            .map(entry -> catalogue.similarTo(generation, entry.id(), limit)));
  }

  /** The most rated movies. */
  public Answer<List<CatalogueEntry>> popular(int limit) {
    GenerationId generation = serving.require();
    return new Answer<>(generation, catalogue.mostRated(generation, limit));
  }
}
