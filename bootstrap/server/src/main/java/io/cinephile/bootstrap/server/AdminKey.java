package io.cinephile.bootstrap.server;

import io.cinephile.adapters.rest.ApiKeys;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.bootstrap.home.SecretFile;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.AuditAction;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * The key with which an operator starts out: made at the first start, left in a file for its owner
 * alone, and known to the server by its hash only. It has every role, so that who runs Cinephile
 * for themselves needs no other; {@code ./cinephile keys} makes narrower ones.
 */
@Singleton
class AdminKey {
  private final SecretFile secret;
  private final HashedApiKeys keys;
  private final PendingActions pending;
  private final Clock clock;

  AdminKey(Home home, HashedApiKeys keys, Clock clock) {
    this.secret = home.adminKey();
    this.keys = keys;
    this.pending = new PendingActions(home.auditPending());
    this.clock = clock;
  }

  /** Makes one if this installation has no key yet, and returns it this once. */
  synchronized Optional<String> create() {
    if (!keys.isEmpty()) {
      return Optional.empty();
    }
    String key = secret.readOrCreate();
    ApiKeyFile.Entry made =
        ApiKeyFile.Entry.of(new LinkedHashSet<>(ApiKeys.ROLES), key, Optional.of("first-start"));
    pending.add(
        clock.instant(), Actor.server("first-start"), AuditAction.KEY_ADDED, KeyPayload.of(made));
    keys.add(made);
    return Optional.of(key);
  }

  /** Where it lies, until somebody noted it and deleted the file. */
  Path file() {
    return secret.file();
  }
}
