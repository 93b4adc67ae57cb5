package io.cinephile.adapters.rest;

import java.util.Optional;
import java.util.Set;

/**
 * Who may do what? Implementations are safe for use by several threads, answer from memory without
 * blocking, and compare in a time that does not depend on the presented key.
 */
@FunctionalInterface
public interface ApiKeys {
  /** The role that everything under {@code /admin} needs. */
  String ADMIN = "admin";

  /**
   * The roles of whoever presents this key; empty where it is not a key. A key without any role is
   * valid.
   */
  Optional<Set<String>> rolesOf(String presentedKey);
}
