package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.CatalogueSearch;
import io.cinephile.domain.catalogue.MovieFilter;

/** Asks for the movies of a search, counted by genre and by decade. */
final class MovieSearch {
  static final String GENRES = "genres";
  static final String DECADES = "decades";

  /** More than any data set lists. */
  static final int MOST_GENRES = 1000;

  private static final int DECADE = 10;

  private MovieSearch() {}

  static ObjectNode body(CatalogueSearch search) {
    ObjectNode body = JsonTransport.JSON.createObjectNode();
    body.put("from", search.offset());
    body.put("size", search.limit());
    body.put("track_total_hits", true);
    ObjectNode query = body.putObject("query").putObject("bool");
    ArrayNode sort = body.putArray("sort");
    search
        .title()
        .ifPresent(
            title -> {
              query.set("must", TitleSearch.query(title));
              sort.add("_score");
            });
    ElasticsearchCatalogue.mostRatedFirst(sort);
    narrow(query, search.filter());
    ObjectNode counts = body.putObject("aggs");
    counts
        .putObject(GENRES)
        .putObject("terms")
        .put("field", MovieDocument.GENRES)
        .put("size", MOST_GENRES);
    counts
        .putObject(DECADES)
        .putObject("histogram")
        .put("field", MovieDocument.YEAR)
        .put("interval", DECADE)
        .put("min_doc_count", 1);
    return body;
  }

  private static void narrow(ObjectNode query, MovieFilter filter) {
    ArrayNode filters = query.putArray("filter");
    switch (filter.match()) {
      case ANY -> {
        if (!filter.genres().isEmpty()) {
          ArrayNode any = filters.addObject().putObject("terms").putArray(MovieDocument.GENRES);
          filter.genres().forEach(any::add);
        }
      }
      case ALL ->
          filter
              .genres()
              .forEach(
                  genre -> filters.addObject().putObject("term").put(MovieDocument.GENRES, genre));
    }
    filter.yearFrom().ifPresent(year -> range(filters, MovieDocument.YEAR).put("gte", year));
    filter.yearTo().ifPresent(year -> range(filters, MovieDocument.YEAR).put("lte", year));
    if (filter.fewestRatings() > 0) {
      range(filters, MovieDocument.RATINGS).put("gte", filter.fewestRatings());
    }
    if (!filter.excluded().isEmpty()) {
      ArrayNode excluded =
          query.putObject("must_not").putObject("terms").putArray(MovieDocument.ID);
      filter.excluded().forEach(movie -> excluded.add(movie.value()));
    }
  }

  private static ObjectNode range(ArrayNode filters, String field) {
    return filters.addObject().putObject("range").putObject(field);
  }
}
