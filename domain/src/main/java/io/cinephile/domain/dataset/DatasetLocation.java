package io.cinephile.domain.dataset;

import io.cinephile.domain.OutOfRangeException;

/**
 * Where the data come from: a folder, a .zip, or a name such as {@code sample} or {@code ml-25m}.
 * What it is shows when it is looked for.
 */
public record DatasetLocation(String value) {
  /** The data set that ships with the code. */
  public static final DatasetLocation SAMPLE = new DatasetLocation("sample");

  public DatasetLocation {
    if (value.isBlank() || value.length() > 4096) {
      throw new OutOfRangeException(
          "dataset", value, "must be a folder, a .zip or a name, of 1 to 4096 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
