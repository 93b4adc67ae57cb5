package io.cinephile.domain.privacy;

import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.Pseudonym;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Who has been erased, as it is kept beside the store, which may be restored from a copy that is
 * older than an erasure? Out-port. Entries are never removed. Implementations are safe for use by
 * several threads.
 */
public interface SuppressionCopy {

  /**
   * Somebody who must not come back.
   *
   * @param receipt of the erasure
   * @param requested when
   */
  record Entry(Pseudonym viewer, ReceiptId receipt, Instant requested) {
    public static Entry of(Erasure erasure) {
      return new Entry(erasure.viewer(), erasure.receipt(), erasure.requested());
    }
  }

  /**
   * The key that the pseudonyms in it hang on; empty where nobody wrote it down, since it is the
   * first key of the installation.
   */
  Optional<KeyId> key();

  /**
   * Puts other pseudonyms, under another key, in the place of all that are kept, in one step. When
   * this returns, that is durable.
   */
  void rewrite(KeyId key, UnaryOperator<Pseudonym> change);

  /** All that is kept, each viewer once, the first that was added first. */
  List<Entry> entries();

  /** Adds whom it does not hold yet. When this returns, that is durable. */
  void add(Collection<Entry> entries);
}
