package io.cinephile.adapters.rest;

import java.util.Optional;

/** Marks what is answered while the store is away. */
final class StaleMark {
  static final String MEANING =
      "true where the store did not answer, and this is what was known before, or is popular;"
          + " absent otherwise.";

  private StaleMark() {}

  static Optional<Boolean> of(boolean stale) {
    return stale ? Optional.of(true) : Optional.empty();
  }
}
