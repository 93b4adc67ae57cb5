package io.cinephile.adapters.rest;

import io.cinephile.domain.recommendation.GenerationId;
import java.util.List;

/** An answer whose point is what it recommends. */
interface RecommendationsAnswer {
  /** Where the recommendations come from. */
  GenerationId generation();

  /** Best first; may be empty. */
  List<RecommendationView> recommendations();
}
