package io.cinephile.domain.privacy;

import io.cinephile.domain.rating.Pseudonym;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

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

  /** All that is kept, each viewer once, the first that was added first. */
  List<Entry> entries();

  /** Adds whom it does not hold yet. When this returns, that is durable. */
  void add(Collection<Entry> entries);
}
