package io.cinephile.domain.training;

import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.rating.LiveRatingsIdentity;

/**
 * All that decides what a training run learns.
 *
 * @param data what it learnt from
 * @param liveRatings that were merged into the data
 * @param suppressions SHA-256 of whom the run left out, {@link
 *     io.cinephile.domain.privacy.Exclusions#sha256}
 * @param parameters how it learnt
 * @param version of Cinephile
 */
public record TrainingInputs(
    DatasetIdentity data,
    LiveRatingsIdentity liveRatings,
    String suppressions,
    TrainingParameters parameters,
    String version) {

  /** Whether both teach the same; the name under which the data were found does not matter. */
  public boolean teachTheSameAs(TrainingInputs other) {
    return data.sha256().equals(other.data.sha256())
        && liveRatings.equals(other.liveRatings)
        && suppressions.equals(other.suppressions)
        && parameters.equals(other.parameters)
        && version.equals(other.version);
  }
}
