package io.cinephile.application;

import io.cinephile.application.Suggestion.Source;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.ranking.Opinion;
import io.cinephile.domain.ranking.ServedModel;
import java.util.List;

/**
 * What somebody is recommended who says what they like, and of whom nothing is known and nothing is
 * kept. Needs no store once a model is there. Safe for use by several threads.
 */
public final class RecommendForVisitor {
  private final ServingModel serving;

  public RecommendForVisitor(ServingModel serving) {
    this.serving = serving;
  }

  /**
   * The answer to a visitor.
   *
   * @param unknown movies that the catalogue does not have; nothing was learnt from them
   */
  public record Answer(Recommended recommended, List<MovieId> unknown) {}

  /**
   * Folds the visitor in.
   *
   * @param opinions each movie once, the most important first
   */
  public Answer answer(List<Opinion> opinions, RecommendationQuery asked) {
    ServedModel model = serving.require();
    RecommendationQuery query = SuggestionPage.query(model, asked);
    List<Suggestion> suggestions =
        new RankForSomebody(model, query)
            .page(List.of(), model.taste(opinions), opinions, Source.FOLD_IN);
    return new Answer(
        new Recommended(model.generation(), "", false, suggestions),
        opinions.stream()
            .map(Opinion::movie)
            .filter(movie -> model.movies().row(movie).isEmpty())
            .toList());
  }
}
