package io.cinephile.domain.rating;

import io.cinephile.domain.recommendation.GenerationId;

/**
 * What do the ratings add up to that a generation was taught? Out-port; implementations are safe
 * for use by several threads and throw {@link io.cinephile.domain.StoreUnavailableException} when
 * the store does not answer.
 */
public interface RatingStatistics {

  /**
   * Adds up the ratings of all viewers who count in statistics. Numbers of viewers are exact up to
   * some thousand, and within some percent beyond.
   *
   * @return {@link RatingTotals#NONE} where the generation is not stored
   */
  RatingTotals totals(GenerationId generation);
}
