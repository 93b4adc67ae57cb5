package io.cinephile.domain.rating;

import io.cinephile.domain.OutOfRangeException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names a random key without giving it away: the first 32 bits of the SHA-256 of the key, 8
 * hexadecimal digits.
 */
public record KeyId(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[0-9a-f]{8}");
  private static final int BYTES = 4;

  public KeyId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new OutOfRangeException("key id", value, "must be 8 hexadecimal digits");
    }
  }

  /** The name of a key. */
  public static KeyId of(byte[] key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      return new KeyId(HexFormat.of().formatHex(hash, 0, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
