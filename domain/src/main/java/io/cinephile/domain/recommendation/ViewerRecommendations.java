package io.cinephile.domain.recommendation;

import io.cinephile.domain.rating.Pseudonym;
import java.util.List;

/**
 * What a generation recommends to one viewer.
 *
 * @param recommendations best first, without anything that the viewer has rated
 */
public record ViewerRecommendations(Pseudonym viewer, List<Recommendation> recommendations) {
  public ViewerRecommendations {
    recommendations = RecommendationList.copyOf(recommendations);
  }
}
