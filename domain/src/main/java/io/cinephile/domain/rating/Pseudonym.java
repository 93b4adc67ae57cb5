package io.cinephile.domain.rating;

import io.cinephile.domain.OutOfRangeException;
import java.util.regex.Pattern;

/**
 * What stands for a viewer in every store: the first 128 bits of a keyed hash of the user id,
 * base64url, 22 characters. Without the key nobody can tell whose it is.
 */
public record Pseudonym(String value) implements Comparable<Pseudonym> {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{22}");

  public Pseudonym {
    if (!ALLOWED.matcher(value).matches()) {
      throw new OutOfRangeException("pseudonym", value, "must be 22 characters of base64url");
    }
  }

  @Override
  public int compareTo(Pseudonym other) {
    return value.compareTo(other.value);
  }
}
