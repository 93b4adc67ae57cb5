package io.cinephile.application;

import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditEntry;
import io.cinephile.domain.audit.AuditEvent;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.audit.AuditTrail.Stored;
import io.cinephile.domain.audit.Verification;
import io.cinephile.domain.audit.Verification.Broken;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Removes the oldest entries of the audit trail. A sealed entry takes the place of the last of
 * them, so that what is left is known to begin there by right. Safe for use by several threads.
 */
public final class TrimAudit {
  private final AuditTrail trail;
  private final AuditChain chain;
  private final InspectAudit inspection;
  private final Clock clock;

  public TrimAudit(AuditTrail trail, AuditChain chain, InspectAudit inspection, Clock clock) {
    this.trail = trail;
    this.chain = chain;
    this.inspection = inspection;
    this.clock = clock;
  }

  /** Somebody has tampered with the trail: its entries are evidence, and are not removed. */
  public static final class BrokenTrailException extends RuntimeException {
    BrokenTrailException(Broken broken) {
      super("The audit trail has been tampered with. " + broken.sentence());
    }
  }

  /** How many {@link #removeBefore} would remove. */
  public long countBefore(Instant time) {
    return due(time).map(Due::entries).orElse(0L);
  }

  /**
   * Removes entries from before that time, but never the last entry.
   *
   * @return how many
   * @throws BrokenTrailException if the trail is not whole; nothing is removed
   */
  public long removeBefore(Instant time) {
    Optional<Due> due = due(time);
    if (due.isEmpty()) {
      return 0;
    }
    Verification verification = inspection.verifyWhole();
    if (verification instanceof Broken broken) {
      throw new BrokenTrailException(broken);
    }
    AuditEvent event =
        new AuditEvent(
            clock.instant(),
            Actor.server("retention"),
            AuditAction.TRAIL_BEGINS,
            Optional.empty(),
            "removed=%d before=%s".formatted(due.get().entries, time));
    trail.beginWith(chain.start(due.get().last, event));
    return due.get().entries;
  }

  /**
   * @param last the last that is to be removed
   * @param entries how many, without one that only tells where the trail begins
   */
  private record Due(AuditEntry last, long entries) {}

  private Optional<Due> due(Instant time) {
    long newest = trail.latest().map(Anchor::sequence).orElse(0L);
    long kept = Math.min(newest, trail.firstSince(time).orElse(newest));
    return trail.first().flatMap(first -> due(first, kept - 1));
  }

  private Optional<Due> due(long first, long last) {
    long places = last - first + 1 - (begins(first) ? 1 : 0);
    return places < 1 ? Optional.empty() : entry(last).map(entry -> new Due(entry, places));
  }

  private boolean begins(long place) {
    return entry(place)
        .filter(entry -> entry.event().action() == AuditAction.TRAIL_BEGINS)
        .isPresent();
  }

  private Optional<AuditEntry> entry(long place) {
    return trail.read(place, 1).stream().findFirst().flatMap(Stored::entry);
  }
}
