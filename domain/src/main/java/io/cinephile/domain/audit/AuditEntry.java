package io.cinephile.domain.audit;

/**
 * An event in its place in the trail, sealed by {@link AuditChain}.
 *
 * @param sequence its place, from 1
 * @param previous the seal of the entry before, {@link AuditChain#BEGINNING} where there is none
 * @param seal HMAC-SHA-256 over all else, 64 hexadecimal digits
 */
public record AuditEntry(long sequence, AuditEvent event, String previous, String seal) {}
