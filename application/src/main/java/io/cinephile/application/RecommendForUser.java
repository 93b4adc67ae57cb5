package io.cinephile.application;

import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.Recommendation;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.ViewerRecommendations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What one viewer is recommended. Safe for use by several threads. */
public final class RecommendForUser {
  private final ServingGeneration serving;
  private final Catalogue catalogue;
  private final RecommendationStore recommendations;
  private final Pseudonymiser pseudonymiser;

  public RecommendForUser(
      ServingGeneration serving,
      Catalogue catalogue,
      RecommendationStore recommendations,
      Pseudonymiser pseudonymiser) {
    this.serving = serving;
    this.catalogue = catalogue;
    this.recommendations = recommendations;
    this.pseudonymiser = pseudonymiser;
  }

  /**
   * What a viewer is recommended, and by which generation.
   *
   * @param suggestions best first
   */
  public record Answer(GenerationId generation, List<Suggestion> suggestions) {}

  /**
   * Reads what the serving generation recommends to a viewer.
   *
   * @param limit how many suggestions at most, at least 1; fewer where fewer are stored
   * @return empty where the generation does not know the viewer
   */
  public Optional<Answer> answer(UserId user, int limit) {
    GenerationId generation = serving.require();
    return recommendations
        .recommendationsFor(generation, pseudonymiser.of(user))
        .map(viewer -> new Answer(generation, suggestions(generation, viewer, limit)));
  }

  private List<Suggestion> suggestions(
      GenerationId generation, ViewerRecommendations viewer, int limit) {
    List<Recommendation> best = viewer.recommendations().stream().limit(limit).toList();
    Map<MovieId, CatalogueEntry> movies =
        catalogue.find(generation, best.stream().map(Recommendation::movie).toList());
    return best.stream()
        .filter(recommendation -> movies.containsKey(recommendation.movie()))
        .map(
            recommendation ->
                new Suggestion(
                    movies.get(recommendation.movie()),
                    recommendation.score(),
                    0,
                    OptionalDouble.of(recommendation.predictedStars()),
                    Suggestion.Source.ALS))
        .toList();
  }
}
