package io.cinephile.domain.dataset;

import io.cinephile.domain.OutOfRangeException;
import java.util.regex.Pattern;

/**
 * A file of a data set, as it was when it was read.
 *
 * @param name without its folder, which is nobody else's business
 * @param bytes its size, from 0
 * @param sha256 hexadecimal in lower case, 64 characters
 */
public record DatasetFile(String name, long bytes, String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public DatasetFile {
    if (name.isBlank() || name.contains("/")) {
      throw new OutOfRangeException("file name", name, "must be a name without a folder");
    }
    if (bytes < 0) {
      throw new OutOfRangeException("size of " + name, bytes, "must not be negative");
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new OutOfRangeException("SHA-256", sha256, "must be 64 hexadecimal digits");
    }
  }
}
