package io.cinephile.domain.rotation;

import io.cinephile.domain.rating.KeyId;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Where are pseudonyms stored, and which key do they hang on? Out-port. Safe for use by several
 * threads; throws {@link io.cinephile.domain.StoreUnavailableException} when the store does not
 * answer.
 */
public interface PseudonymStore {
  /** The name of the place that holds the audit trail. */
  String TRAIL = "audit trail";

  /**
   * A part of the store with something in it that was made of pseudonyms.
   *
   * @param name for people
   * @param key all of it hangs on; empty for what was stored before the first rotation, which hangs
   *     on the first key of the installation
   */
  record Place(String name, Optional<KeyId> key) {
    /** Whether all of it hangs on that key. */
    public boolean isUnder(KeyId other) {
      return key.equals(Optional.of(other));
    }
  }

  /** All that there are, also those whose rewriting was broken off, in an order of their names. */
  List<Place> places();

  /**
   * Brings a place under another key, and removes what was there before, bytes included. Until it
   * is done nobody may write there. May be repeated where it was broken off in the middle; a place
   * that is under that key already stays as it is.
   *
   * @param written is told after each portion how many documents are; may throw to stop
   * @return how many documents there were, 0 where nothing was to be done
   */
  long rewrite(Place place, KeyId to, PseudonymChange change, LongConsumer written);
}
