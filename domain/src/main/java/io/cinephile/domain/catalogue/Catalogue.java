package io.cinephile.domain.catalogue;

import io.cinephile.domain.recommendation.GenerationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which movies are there? Out-port. A generation that is not stored knows none. Implementations are
 * safe for use by several threads and throw {@link io.cinephile.domain.StoreUnavailableException}
 * when the store does not answer.
 */
public interface Catalogue {

  /** The movie of that number, if the generation knows it. */
  Optional<CatalogueEntry> find(GenerationId generation, MovieId movie);

  /** The movies of those numbers; what the generation does not know is left out. */
  Map<MovieId, CatalogueEntry> find(GenerationId generation, Collection<MovieId> movies);

  /**
   * Movies whose title resembles the words, in no binding order: a candidate shares at least one
   * word with the query, where a word of three letters or more may differ by one edit (insertion,
   * deletion, substitution, transposition), or has the same name when blanks are left out. Who wins
   * is decided by {@link TitleMatcher}.
   *
   * @param limit at most so many; the store keeps those that share most, above all a name that is
   *     the query's, or is one edit away from it
   */
  List<CatalogueEntry> resembling(GenerationId generation, TitleQuery query, int limit);

  /** The most rated movies, most ratings first, ties by number. */
  List<CatalogueEntry> mostRated(GenerationId generation, int limit);

  /**
   * The movies whose factors point in the most similar direction (cosine), without the movie
   * itself, best first; empty where the movie has no factors.
   */
  List<SimilarMovie> similarTo(GenerationId generation, MovieId movie, int limit);

  /** A neighbour and the cosine of the angle between both factor vectors, from -1 to 1. */
  record SimilarMovie(CatalogueEntry entry, double cosine) {}
}
