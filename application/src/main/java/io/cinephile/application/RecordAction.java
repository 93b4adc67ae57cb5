package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.Anchorage;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditChain;
import io.cinephile.domain.audit.AuditEntry;
import io.cinephile.domain.audit.AuditEvent;
import io.cinephile.domain.audit.AuditTrail;
import io.cinephile.domain.rating.Pseudonym;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Puts on record what somebody is about to do. Whoever does it records it first, and does not do it
 * where this throws: so there may be an entry of something that was refused or went wrong then, but
 * nothing was done that has no entry. Safe for use by several threads.
 */
public final class RecordAction {
  /** Of as many writers at once each gets its turn. */
  private static final int MOST_ATTEMPTS = 200;

  private final AuditTrail trail;
  private final AuditChain chain;
  private final Anchorage anchorage;
  private final Clock clock;

  public RecordAction(AuditTrail trail, AuditChain chain, Anchorage anchorage, Clock clock) {
    this.trail = trail;
    this.chain = chain;
    this.anchorage = anchorage;
    this.clock = clock;
  }

  /**
   * Appends an entry to the trail. When this returns, it is durable.
   *
   * @param subject whose data it is about
   * @param payload what exactly, without any user id; what is longer than {@value
   *     AuditEvent#LONGEST_PAYLOAD} characters is cut off
   * @return the entry
   * @throws StoreUnavailableException if it may not have been kept
   */
  public AuditEntry record(
      Actor actor, AuditAction action, Optional<Pseudonym> subject, String payload) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<Anchor> last = trail.latest();
      AuditEvent event = new AuditEvent(clock.instant(), actor, action, subject, cut(payload));
      AuditEntry entry = chain.seal(last, event);
      if (trail.add(entry)) {
        advance(last, entry);
        return entry;
      }
      // Another writer was faster: follow its entry.
    }
    throw new StoreUnavailableException(
        "No entry could be appended to the audit trail: others were always faster.", null);
  }

  /**
   * Only from the entry before: whether all that others wrote in between is whole, the next look
   * finds out, and goes on from there.
   */
  private void advance(Optional<Anchor> last, AuditEntry entry) {
    try {
      if (anchorage.last().equals(last)) {
        anchorage.advance(AuditChain.anchorOf(entry));
      }
    } catch (UncheckedIOException e) {
      // The entry is kept. The next look anchors it, or complains.
    }
  }

  private static String cut(String payload) {
    return payload.length() <= AuditEvent.LONGEST_PAYLOAD
        ? payload
        : payload.substring(0, AuditEvent.LONGEST_PAYLOAD - 1) + "…";
  }
}
