package io.cinephile.domain.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search of the catalogue.
 *
 * @param title what the title should resemble; without it all movies that pass are found, the most
 *     rated first
 * @param filter what else has to hold
 * @param offset how many of the first to leave out, at least 0
 * @param limit how many movies at most, at least 0; {@code offset + limit} at most 10,000
 */
public record CatalogueSearch(
    Optional<TitleQuery> title, MovieFilter filter, int offset, int limit) {

  /**
   * What was found.
   *
   * @param total how many movies were found in all
   * @param movies those from the offset on, the best first: by what the title shares with the
   *     query, then by ratings
   * @param genres how many of all that were found have each genre, most first
   * @param decades how many of all that were found were released in each decade, by its first year,
   *     ascending
   */
  public record Found(
      long total,
      List<CatalogueEntry> movies,
      Map<String, Long> genres,
      Map<Integer, Long> decades) {}
}
