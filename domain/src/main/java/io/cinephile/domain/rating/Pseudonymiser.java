package io.cinephile.domain.rating;

import io.cinephile.domain.OutOfRangeException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns user ids into pseudonyms: {@code HMAC-SHA-256(key, id)} (RFC 2104), truncated to its
 * leftmost 128 bits, and since the first rotation covered with a {@link CoverKey}. The same keys
 * give the same pseudonym; another key another one. Safe for use by several threads.
 */
public final class Pseudonymiser {
  /** Shortest key, in bytes: as long as the hash. */
  public static final int KEY_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int PSEUDONYM_BYTES = 16;

  private final Mac prototype;
  private final Optional<CoverKey> cover;
  private final KeyId keyId;

  /** The same without a cover. */
  public Pseudonymiser(byte[] key) {
    this(key, Optional.empty());
  }

  /**
   * @param key at least {@value #KEY_BYTES} bytes; not kept by reference
   * @param cover empty before the first rotation
   */
  public Pseudonymiser(byte[] key, Optional<CoverKey> cover) {
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
      this.cover = cover;
      this.keyId = cover.map(CoverKey::id).orElseGet(() -> KeyId.of(key));
    } catch (GeneralSecurityException | CloneNotSupportedException e) {
      throw new IllegalStateException(
          "every Java platform has to offer a cloneable " + ALGORITHM, e);
    }
  }

  /** The key that the pseudonyms hang on: the cover's, else the other one. */
  public KeyId keyId() {
    return keyId;
  }

  /** The pseudonym of a viewer. */
  public Pseudonym of(UserId user) {
    byte[] hash = mac().doFinal(user.value().getBytes(StandardCharsets.UTF_8));
    byte[] leftmost = Arrays.copyOf(hash, PSEUDONYM_BYTES);
    Pseudonym bare =
        new Pseudonym(Base64.getUrlEncoder().withoutPadding().encodeToString(leftmost));
    return cover.map(key -> key.cover(bare)).orElse(bare);
  }

  private Mac mac() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("was cloneable before", e);
    }
  }
}
