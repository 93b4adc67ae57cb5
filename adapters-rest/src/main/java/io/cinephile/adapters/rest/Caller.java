package io.cinephile.adapters.rest;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;

/** What is known of whoever asks, beyond the roles. */
final class Caller {
  /** The attribute that holds the id of the user whom a token was issued to. */
  static final String USER = "cinephile.user";

  /**
   * The attribute that holds what tells this caller from others, as {@link RateLimits} hashes it.
   */
  static final String ID = "cinephile.caller";

  /** The attribute that holds the beginning of the hash of the API key that was presented. */
  static final String KEY_HASH = "cinephile.key-hash";

  private Caller() {}

  /** What the audit trail calls the API key by; nothing where a token was presented. */
  static Optional<String> keyHash(SecurityIdentity caller) {
    return Optional.ofNullable(caller.getAttribute(KEY_HASH));
  }

  /** What tells this caller from others; nothing where nobody is known. */
  static Optional<String> id(SecurityIdentity caller) {
    return Optional.ofNullable(caller.getAttribute(ID));
  }

  /** The user who asks in person; nobody where an API key was presented. */
  static Optional<String> user(SecurityIdentity caller) {
    return Optional.ofNullable(caller.getAttribute(USER));
  }
}
