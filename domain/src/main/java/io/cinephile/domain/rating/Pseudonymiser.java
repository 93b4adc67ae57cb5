package io.cinephile.domain.rating;

import io.cinephile.domain.OutOfRangeException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns user ids into pseudonyms: {@code HMAC-SHA-256(key, id)} (RFC 2104), truncated to its
 * leftmost 128 bits. The same key gives the same pseudonym; another key another one. Safe for use
 * by several threads.
 */
public final class Pseudonymiser {
  /** Shortest key, in bytes: as long as the hash. */
  public static final int KEY_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int PSEUDONYM_BYTES = 16;

  private final Mac prototype;

  /**
   * @param key at least {@value #KEY_BYTES} bytes; not kept by reference
   */
  public Pseudonymiser(byte[] key) {
    if (key.length < KEY_BYTES) {
      throw new OutOfRangeException(
          "pseudonym key",
          key.length + " bytes",
          "must have at least %d bytes".formatted(KEY_BYTES));
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      prototype = (Mac) mac.clone();
    } catch (GeneralSecurityException | CloneNotSupportedException e) {
      throw new IllegalStateException(
          "every Java platform has to offer a cloneable " + ALGORITHM, e);
    }
  }

  /** The pseudonym of a viewer. */
  public Pseudonym of(UserId user) {
    byte[] hash = mac().doFinal(user.value().getBytes(StandardCharsets.UTF_8));
    byte[] leftmost = Arrays.copyOf(hash, PSEUDONYM_BYTES);
    return new Pseudonym(Base64.getUrlEncoder().withoutPadding().encodeToString(leftmost));
  }

  private Mac mac() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("was cloneable before", e);
    }
  }
}
