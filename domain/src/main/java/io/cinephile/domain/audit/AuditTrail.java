package io.cinephile.domain.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was recorded? Out-port. It keeps entries in numbered places, and knows nothing of seals: who
 * tampers with it is found out by {@link AuditChain}. Implementations are safe for use by several
 * threads and processes, and throw {@link io.cinephile.domain.StoreUnavailableException} when the
 * store does not answer.
 */
public interface AuditTrail {
  /** So many entries are read at once at most. */
  int MOST_READ = 1_000;

  /**
   * What stands in a place.
   *
   * @param place which the entry's own number must be
   * @param entry empty where it cannot be read, or holds what no entry holds
   */
  record Stored(long place, Optional<AuditEntry> entry) {}

  /**
   * Keeps an entry in the place of its number, unless that place is taken. When this returns the
   * entry is durable, and every reader sees it. Of several writers of one place one succeeds.
   *
   * @return whether it was free
   */
  boolean add(AuditEntry entry);

  /** The last entry's number and seal as they are stored; empty where there is no entry. */
  Optional<Anchor> latest();

  /**
   * The place in which the trail begins: the last {@link AuditAction#TRAIL_BEGINS}, else the first
   * that is there.
   */
  Optional<Long> first();

  /**
   * What stands in the places from here on, in their order; free places are passed over.
   *
   * @param limit how many places are looked at, at most {@value #MOST_READ}
   */
  List<Stored> read(long from, int limit);

  /**
   * The first place with an entry of that time or later, apart from those that tell where the trail
   * begins.
   */
  Optional<Long> firstSince(Instant time);

  /**
   * Puts an entry in the place of the one there, and removes all before it. May be repeated where
   * it broke off in the middle.
   *
   * @return how many were removed, without the one that was replaced
   */
  long beginWith(AuditEntry start);
}
