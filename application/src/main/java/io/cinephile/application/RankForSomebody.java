package io.cinephile.application;

import io.cinephile.application.Suggestion.Source;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.ranking.Opinion;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.ranking.Taste;
import java.util.List;

/** Ranks movies for one person of whom the taste and the opinions are known. */
final class RankForSomebody {
  /** So many of the movies that somebody liked last stand for what they like now. */
  static final int LATEST = 10;

  private final ServedModel model;
  private final RecommendationQuery query;

  /**
   * @param query with the genres as the catalogue writes them
   */
  RankForSomebody(ServedModel model, RecommendationQuery query) {
    this.model = model;
    this.query = query;
  }

  /**
   * A page.
   *
   * @param best what is known to be the best already
   * @param opinions the newest first
   * @param source of the taste
   */
  List<Suggestion> page(List<Suggestion> best, Taste taste, List<Opinion> opinions, Source source) {
    List<MovieId> seen = opinions.stream().map(Opinion::movie).toList();
    SuggestionPage page = new SuggestionPage(model, query, query.includeSeen() ? List.of() : seen);
    for (Suggestion suggestion : best) {
      page.add(model.movies().row(suggestion.entry().id()).orElseThrow(), suggestion);
    }
    if (page.isFull()) {
      return page.suggestions();
    }
    switch (query.mode()) {
      case PERSONALISED ->
          page.add(
              model.best(taste, page.allowed(), page.candidates()),
              SuggestionPage.starsOf(model, taste),
              source);
      case SIMILAR ->
          page.add(
              model.similarTo(
                  opinions.stream()
                      .filter(Opinion::isLiking)
                      .map(Opinion::movie)
                      .limit(LATEST)
                      .toList(),
                  page.allowed(),
                  page.candidates()),
              SuggestionPage.starsOf(model, taste),
              Source.SIMILAR);
      case POPULAR -> {}
    }
    page.fillWithPopular(SuggestionPage.starsOf(model, taste));
    return page.explained(model, opinions);
  }
}
