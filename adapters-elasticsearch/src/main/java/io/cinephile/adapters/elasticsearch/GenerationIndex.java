package io.cinephile.adapters.elasticsearch;

/** The indices that make up a generation. */
enum GenerationIndex {
  MOVIES("movies"),
  RATINGS("ratings"),
  RECOMMENDATIONS("recommendations");

  private final String title;

  GenerationIndex(String title) {
    this.title = title;
  }

  /** Its part of index names, and the name of its mapping. */
  String title() {
    return title;
  }
}
