package io.cinephile.domain.rating;

import io.cinephile.domain.OutOfRangeException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that pseudonyms are covered with: AES-256 (FIPS 197) of their 128 bits, which are one
 * block. Under another key each pseudonym becomes another one, no two become the same, and whoever
 * has the key can take the cover off. So a key can be replaced without knowing any user id, and the
 * former one is of no use any more. Does not print itself. Safe for use by several threads.
 */
public final class CoverKey {
  /** Length of a key, in bytes. */
  public static final int KEY_BYTES = 32;

  // One block of random bits at a time: there is nothing for a mode of operation to hide.
  private static final String TRANSFORMATION = "AES/ECB/NoPadding";

  private final SecretKeySpec key;
  private final KeyId id;

  /**
   * @param key {@value #KEY_BYTES} random bytes; not kept by reference
   */
  public CoverKey(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new OutOfRangeException(
          "cover key", key.length + " bytes", "must have %d bytes".formatted(KEY_BYTES));
    }
    this.key = new SecretKeySpec(key, "AES");
    this.id = KeyId.of(key);
  }

  public KeyId id() {
    return id;
  }

  /** Puts the cover on. */
  public Pseudonym cover(Pseudonym bare) {
    return through(Cipher.ENCRYPT_MODE, bare);
  }

  /** Takes the cover off. */
  public Pseudonym uncover(Pseudonym covered) {
    return through(Cipher.DECRYPT_MODE, covered);
  }

  private Pseudonym through(int mode, Pseudonym pseudonym) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(mode, key);
      byte[] block = cipher.doFinal(Base64.getUrlDecoder().decode(pseudonym.value()));
      return new Pseudonym(Base64.getUrlEncoder().withoutPadding().encodeToString(block));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has AES.", e);
    }
  }
}
