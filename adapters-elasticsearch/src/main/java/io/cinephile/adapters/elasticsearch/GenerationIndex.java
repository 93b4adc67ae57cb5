package io.cinephile.adapters.elasticsearch;

import java.util.List;

/** The indices that make up a generation. */
enum GenerationIndex {
  MOVIES("movies", List.of()),
  RATINGS("ratings", RatingDocument.ORDER),
  RECOMMENDATIONS("recommendations", List.of());

  private final String title;
  private final List<SortField> order;

  GenerationIndex(String title, List<SortField> order) {
    this.title = title;
    this.order = order;
  }

  /** Its part of index names, and the name of its mapping. */
  String title() {
    return title;
  }

  /** How its segments are sorted; empty where documents stay as they come. */
  List<SortField> order() {
    return order;
  }
}
