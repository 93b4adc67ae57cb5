package io.cinephile.domain.rotation;

import io.cinephile.domain.rating.CoverKey;
import io.cinephile.domain.rating.Pseudonym;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Takes the cover of one key off, and puts the cover of another one on. Safe for use by several
 * threads.
 *
 * @param from empty where pseudonyms had no cover yet
 */
public record Rekeying(Optional<CoverKey> from, CoverKey to) {
  private static final int BLOCK = 16;

  /** The same viewer's pseudonym under the other key. */
  public Pseudonym pseudonym(Pseudonym former) {
    return to.cover(from.map(key -> key.uncover(former)).orElse(former));
  }

  /**
   * Another hash in the place of one over pseudonyms, so that a guess at whose they were cannot be
   * checked without the key. Equal ones stay equal.
   *
   * @param sha256 64 hexadecimal digits
   */
  public String hash(String sha256) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(sha256));
    ByteBuffer covered = ByteBuffer.allocate(bytes.capacity());
    while (bytes.hasRemaining()) {
      byte[] block = new byte[BLOCK];
      bytes.get(block);
      covered.put(decoded(pseudonym(new Pseudonym(encoded(block)))));
    }
    return HexFormat.of().formatHex(covered.array());
  }

  private static String encoded(byte[] block) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(block);
  }

  private static byte[] decoded(Pseudonym pseudonym) {
    return Base64.getUrlDecoder().decode(pseudonym.value());
  }
}
