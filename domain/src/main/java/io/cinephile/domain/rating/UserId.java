package io.cinephile.domain.rating;

import io.cinephile.domain.OutOfRangeException;
import java.util.regex.Pattern;

/**
 * The name by which the outside knows a viewer: 1 to 64 letters, digits, dots, hyphens or
 * underscores. It is personal data, is never stored, and does not print itself.
 */
public record UserId(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public UserId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new OutOfRangeException(
          "user id", "not shown", "must be 1 to 64 letters, digits, dots, hyphens or underscores");
    }
  }

  @Override
  public String toString() {
    return "UserId[not shown]";
  }
}
