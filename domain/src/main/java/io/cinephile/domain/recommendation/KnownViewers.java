package io.cinephile.domain.recommendation;

import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import java.util.Collection;
import java.util.List;

/**
 * What did a generation learn of viewers, and what have they said since? Out-port: what {@link
 * RecommendationStore#profiles} and {@link LiveRatings#by} tell, in as few readings as the store
 * allows, since a viewer's answer waits for both. Implementations are safe for use by several
 * threads and throw {@link io.cinephile.domain.StoreUnavailableException} when the store does not
 * answer.
 */
@FunctionalInterface
public interface KnownViewers {

  /**
   * Reads both. What is changed meanwhile may be in the one and not in the other.
   *
   * @param viewers at most 1,000
   */
  Known read(GenerationId generation, Collection<Pseudonym> viewers);

  /** Asks one after the other. */
  static KnownViewers inTwoReadings(RecommendationStore recommendations, LiveRatings live) {
    return (generation, viewers) ->
        new Known(recommendations.profiles(generation, viewers), live.by(viewers));
  }

  /**
   * What is known of some viewers.
   *
   * @param profiles in no particular order; whom the generation does not know is absent
   * @param changes the newest first
   */
  record Known(List<ViewerProfile> profiles, List<RatingChange> changes) {}
}
