package io.cinephile.adapters.rest;

import io.cinephile.domain.OutOfRangeException;

/** Whether an administrator overrides the quality gate. */
public record Force(boolean value) {
  static final String DEFAULT = "false";

  /**
   * Reads a query parameter; JAX-RS finds this method by its name.
   *
   * @throws OutOfRangeException if the text is neither {@code true} nor {@code false}: a typing
   *     error is no reason to override anything, nor to do without it
   */
  public static Force fromString(String text) {
    return switch (text) {
      case "true" -> new Force(true);
      case "false" -> new Force(false);
      default -> throw new OutOfRangeException("force", text, "must be true or false");
    };
  }
}
