package io.cinephile.adapters.rest;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what? Implementations are safe for use by several threads, answer from memory without
 * blocking for longer than a look at a local file takes, and compare in a time that does not depend
 * on the presented key.
 */
@FunctionalInterface
public interface ApiKeys {
  /** Reads what is no personal data, where that is not open to everybody anyway. */
  String READ = "read";

  /** Asks and writes on behalf of any user: an application that has users of its own. */
  String SERVICE = "service";

  /** Everything under {@code /admin}. */
  String ADMIN = "admin";

  /** Answers for the rights of data subjects. */
  String PRIVACY = "privacy";

  /** All roles that there are. */
  List<String> ROLES = List.of(READ, SERVICE, ADMIN, PRIVACY);

  /** The roles of whoever presents this key, at least one; empty where it is not a key. */
  Optional<Set<String>> rolesOf(String presentedKey);
}
