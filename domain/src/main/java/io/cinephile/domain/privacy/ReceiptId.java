package io.cinephile.domain.privacy;

import io.cinephile.domain.OutOfRangeException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of an erasure's receipt: 128 random bits as 32 hexadecimal digits. It tells nothing of
 * the viewer.
 */
public record ReceiptId(String value) {
  /** So many random bytes make a name. */
  public static final int BYTES = 16;

  private static final Pattern ALLOWED = Pattern.compile("[0-9a-f]{32}");

  public ReceiptId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new OutOfRangeException("receipt", value, "must be 32 hexadecimal digits");
    }
  }

  /**
   * @param random {@value #BYTES} bytes that nobody can guess
   */
  public static ReceiptId of(byte[] random) {
    return new ReceiptId(HexFormat.of().formatHex(random));
  }

  @Override
  public String toString() {
    return value;
  }
}
