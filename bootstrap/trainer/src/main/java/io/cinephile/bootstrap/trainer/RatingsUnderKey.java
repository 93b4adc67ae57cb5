package io.cinephile.bootstrap.trainer;

import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.dataset.RatingSource;
import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rotation.KeyRefusedException;
import io.cinephile.domain.rotation.KeyStates;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Gives out ratings only while their pseudonyms are made under the key in use. It is asked when a
 * run holds its lease, without which no rotation begins; so the key stays in use until the run has
 * ended. A trainer that was waiting through a rotation has the former key, and is refused.
 *
 * @param own the key that the source makes pseudonyms under
 */
record RatingsUnderKey(RatingSource source, KeyStates states, KeyId own) implements RatingSource {

  /**
   * @throws KeyRefusedException if another key is in use, or a rotation has begun
   */
  @Override
  public DatasetSnapshot snapshot(
      DatasetLocation location,
      Supplier<Stream<RatingChange>> changes,
      Exclusions exclusions,
      SourcingListener progress) {
    states.find().ifPresent(state -> state.requireUse(own));
    return source.snapshot(location, changes, exclusions, progress);
  }

  @Override
  public List<Fold> folds(DatasetSnapshot snapshot) {
    return source.folds(snapshot);
  }
}
