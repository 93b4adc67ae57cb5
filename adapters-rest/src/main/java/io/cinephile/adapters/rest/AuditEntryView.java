package io.cinephile.adapters.rest;

import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.audit.AuditEntry;
import io.cinephile.domain.audit.AuditEvent;
import io.cinephile.domain.audit.AuditTrail.Stored;
import io.cinephile.domain.rating.Pseudonym;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of the audit trail; all but the place is absent where it was made unreadable. */
@Schema(name = "AuditEntry")
record AuditEntryView(
    @Schema(description = "Its place, from 1.", examples = "42") long sequence,
    @Schema(examples = "2026-11-22T16:15:00.123Z") Optional<Instant> time,
    @Schema(
            description =
                "Who: a key by the beginning of its SHA-256, a user by pseudonym, the server or a"
                    + " command.",
            examples = "key:9f86d081884c7d65")
        Optional<String> actor,
    @Schema(
            description = "What was asked for; whether it was done, the thing itself tells.",
            examples = "generation-activated")
        Optional<AuditAction> action,
    @Schema(
            description = "The pseudonym of the user whose data it is about.",
            examples = "lsBKWoIINwq0q9Y1RgxMmg")
        Optional<String> subject,
    @Schema(description = "What exactly.", examples = "generation=20261122-161500-3f9a force=false")
        Optional<String> payload,
    @Schema(
            description = "SHA-256 of the payload.",
            examples = "0c8ac1a3a7b7a1a2f3c7e9b3d1fdb7a9fbd8e5a3f5e5a7f1a0f0d5c3b1a29687")
        Optional<String> payloadHash,
    @Schema(
            description = "The seal of the entry before.",
            examples = "0000000000000000000000000000000000000000000000000000000000000000")
        Optional<String> previous,
    @Schema(
            description = "HMAC-SHA-256 over all else.",
            examples = "3916fb2ae2f10cd9b6e05c9f7b8e14e0aef5ee489bd460dfb0c359781c7f29c5")
        Optional<String> seal) {

  static AuditEntryView of(Stored stored) {
    Optional<AuditEvent> event = stored.entry().map(AuditEntry::event);
    return new AuditEntryView(
        stored.place(),
        event.map(AuditEvent::time),
        event.map(AuditEvent::actor).map(Actor::toString),
        event.map(AuditEvent::action),
        event.flatMap(AuditEvent::subject).map(Pseudonym::value),
        event.map(AuditEvent::payload),
        event.map(AuditEvent::payloadHash),
        stored.entry().map(AuditEntry::previous),
        stored.entry().map(AuditEntry::seal));
  }
}
