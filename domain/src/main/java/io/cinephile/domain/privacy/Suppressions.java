package io.cinephile.domain.privacy;

import io.cinephile.domain.rating.Pseudonym;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who has been erased, and must not come back? Out-port. An entry holds a pseudonym and how far the
 * erasure is, and is never removed. Implementations are safe for use by several threads and
 * processes, and throw {@link io.cinephile.domain.StoreUnavailableException} when the store does
 * not answer.
 */
public interface Suppressions {

  /**
   * Suppresses a viewer from now on. When this returns it is durable and every reader sees it.
   *
   * @return the erasure, which began earlier where the viewer was suppressed already
   */
  Erasure begin(Pseudonym viewer, Instant now);

  /** Records how far an erasure is. */
  void record(Erasure erasure);

  Optional<Erasure> find(Pseudonym viewer);

  /** Those that are not complete, the oldest first. */
  List<Erasure> unfinished(int limit);

  /** Everybody who is suppressed. */
  Set<Pseudonym> viewers();

  /** Differs from an earlier one where anybody was suppressed since; cheap to ask. */
  String revision();
}
