package io.cinephile.bootstrap.server;

import io.cinephile.adapters.rest.ApiKeys;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.bootstrap.home.SecretFile;
import jakarta.inject.Singleton;
import java.nio.file.Path;
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

  AdminKey(Home home, HashedApiKeys keys) {
    this.secret = home.adminKey();
    this.keys = keys;
  }

  /** Makes one if this installation has no key yet, and returns it this once. */
  synchronized Optional<String> create() {
    if (!keys.isEmpty()) {
      return Optional.empty();
    }
    String key = secret.readOrCreate();
    keys.add(
        ApiKeyFile.Entry.of(new LinkedHashSet<>(ApiKeys.ROLES), key, Optional.of("first-start")));
    return Optional.of(key);
  }

  /** Where it lies, until somebody noted it and deleted the file. */
  Path file() {
    return secret.file();
  }
}
