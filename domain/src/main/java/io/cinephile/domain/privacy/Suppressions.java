package io.cinephile.domain.privacy;

import io.cinephile.domain.rating.Pseudonym;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Who has been erased, and must not come back? Out-port. An entry holds a pseudonym and how far the
 * erasure is, and is never removed. Times are kept to the millisecond. Implementations are safe for
 * use by several threads and processes, and throw {@link
 * io.cinephile.domain.StoreUnavailableException} when the store does not answer.
 */
public interface Suppressions {

  /**
   * Suppresses a viewer from now on. When this returns it is durable and every reader sees it.
   *
   * @return the erasure, which began earlier, and has another receipt, where the viewer was
   *     suppressed already
   */
  Erasure begin(Erasure requested);

  /**
   * Changes how far an erasure is. Of changes at the same time none is lost. When this returns, the
   * change is durable and every reader sees it.
   *
   * @param change may be called several times
   * @return what is kept now
   * @throws IllegalStateException if the viewer is not suppressed
   */
  Erasure change(Pseudonym viewer, UnaryOperator<Erasure> change);

  Optional<Erasure> find(Pseudonym viewer);

  Optional<Erasure> find(ReceiptId receipt);

  /** Those that are not complete, the oldest first. */
  List<Erasure> unfinished(int limit);

  /**
   * Those that are not {@linkplain Erasure#isSettled settled}, the oldest first. Read lazily;
   * whoever opens the stream closes it.
   */
  Stream<Erasure> unsettled();

  /** Everybody who is suppressed. */
  Set<Pseudonym> viewers();

  /** Differs from an earlier one where anybody was suppressed since; cheap to ask. */
  String revision();
}
