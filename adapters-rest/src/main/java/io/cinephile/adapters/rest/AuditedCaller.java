package io.cinephile.adapters.rest;

import io.cinephile.application.RecordAction;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Whoever sends the request at hand, as the audit trail names them: a key by the beginning of its
 * hash, which {@code ./cinephile keys list} shows too, and the holder of a token by a pseudonym.
 */
@Singleton
final class AuditedCaller {
  private final SecurityIdentity identity;
  private final Pseudonymiser pseudonymiser;
  private final RecordAction audit;

  AuditedCaller(SecurityIdentity identity, Pseudonymiser pseudonymiser, RecordAction audit) {
    this.identity = identity;
    this.pseudonymiser = pseudonymiser;
    this.audit = audit;
  }

  /**
   * Records what the caller wants done about a user's data, before it is done.
   *
   * @throws io.cinephile.domain.StoreUnavailableException if it could not be recorded; then it must
   *     not be done
   */
  void wants(AuditAction action, UserId user, String payload) {
    audit.record(actor(), action, Optional.of(pseudonymiser.of(user)), payload);
  }

  /** Who it is; there is an answer only where a role was needed to get here. */
  Actor actor() {
    return Caller.keyHash(identity)
        .map(Actor::key)
        .orElseGet(() -> Actor.user(pseudonymiser.of(holder().orElseThrow(AuditedCaller::nobody))));
  }

  /** The user whom ratings know, else whatever the provider calls them by. */
  private Optional<UserId> holder() {
    return Caller.user(identity).or(this::subject).map(AuditedCaller::userId);
  }

  private Optional<String> subject() {
    return identity.getPrincipal() instanceof JsonWebToken token
        ? Optional.ofNullable(token.getSubject()).or(() -> Optional.of(token.getRawToken()))
        : Optional.empty();
  }

  /** Providers have names that no user of ours may have: those are hashed first. */
  private static UserId userId(String name) {
    return name.matches("[A-Za-z0-9._-]{1,64}") ? new UserId(name) : new UserId(sha256(name));
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private static IllegalStateException nobody() {
    return new IllegalStateException("A request that nobody is known to have sent is not audited.");
  }
}
