package io.cinephile.domain.audit;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.rating.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Something that was asked for and is to be remembered. It is recorded before it is done.
 *
 * @param time to the millisecond
 * @param subject whose data it is about
 * @param payload what exactly, for people: at most {@value #LONGEST_PAYLOAD} characters, and no
 *     user id
 */
public record AuditEvent(
    Instant time, Actor actor, AuditAction action, Optional<Pseudonym> subject, String payload) {
  public static final int LONGEST_PAYLOAD = 1_000;

  public AuditEvent {
    time = time.truncatedTo(ChronoUnit.MILLIS);
    if (payload.length() > LONGEST_PAYLOAD) {
      throw new OutOfRangeException(
          "payload",
          payload.length() + " characters",
          "must have at most %d characters".formatted(LONGEST_PAYLOAD));
    }
  }

  /** The same with other pseudonyms, of the subject and of an actor that is a user. */
  AuditEvent under(UnaryOperator<Pseudonym> change) {
    return new AuditEvent(time, actor.under(change), action, subject.map(change), payload);
  }

  /** SHA-256 of the payload in UTF-8; hexadecimal. */
  public String payloadHash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(payload.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
