package io.cinephile.domain.catalogue;

import io.cinephile.domain.recommendation.GenerationId;
import java.util.List;

/**
 * Which movies have such a title? Out-port. A generation that is not stored knows none.
 * Implementations are safe for use by several threads and throw {@link
 * io.cinephile.domain.StoreUnavailableException} when the store does not answer.
 */
public interface Catalogue {

  /**
   * Movies whose names have all words of the query, in one of its readings, or the same name when
   * blanks are left out; words may differ as in {@link #resembling}. Every movie that {@link
   * TitleMatcher} takes for a match is among them, and they are found faster than what merely
   * resembles.
   *
   * @param limit at most so many; the store keeps those that come first in {@link #resembling}
   */
  List<CatalogueEntry> named(GenerationId generation, TitleQuery query, int limit);

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

  /** The movies of a search, with how they spread over genres and decades. */
  CatalogueSearch.Found search(GenerationId generation, CatalogueSearch search);

  /**
   * Movies with a name that begins as somebody begins to type, the most rated first. The beginning
   * may be of any name of the movie, and of its words after the first; from the third letter on it
   * may differ by one edit, and what does not differ comes first.
   *
   * @param prefix folded as titles are ({@link FoldedTitle}); not empty
   * @param limit at least 1, at most 100
   */
  List<CatalogueEntry> beginningWith(GenerationId generation, FoldedTitle prefix, int limit);
}
