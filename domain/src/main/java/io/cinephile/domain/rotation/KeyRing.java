package io.cinephile.domain.rotation;

import io.cinephile.domain.rating.KeyId;
import java.util.Optional;

/**
 * Which keys are at hand? Out-port, answered from outside of the store that keeps pseudonyms.
 * Throws {@link java.io.UncheckedIOException} where keys cannot be read or written.
 */
public interface KeyRing {

  /** The key under which pseudonyms are made of user ids. */
  KeyId current();

  /** The key of the installation before any rotation. */
  KeyId first();

  /** The key that is to follow; made where there is none. When this returns, it is durable. */
  KeyId prepareNext();

  /**
   * How pseudonyms are brought from one key under another; empty where one of the two is not at
   * hand.
   */
  Optional<Rekeying> rekeying(KeyId from, KeyId to);

  /**
   * Makes pseudonyms under that key from now on, and forgets the one before, in one step. Nothing
   * happens where it is the current one already.
   */
  void use(KeyId next);
}
