package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.OutOfRangeException;

/**
 * What a .zip may ask of this machine.
 *
 * @param mostEntries of any kind, needed or not
 * @param mostBytes uncompressed, over all members that are unpacked
 * @param mostRatio uncompressed to compressed bytes of one member; MovieLens has about 4
 * @param ratioFloor uncompressed bytes of a member below which the ratio is not looked at
 */
record ZipLimits(int mostEntries, long mostBytes, int mostRatio, long ratioFloor) {
  static final ZipLimits DEFAULTS = new ZipLimits(1_000, 8L << 30, 200, 10L << 20);

  ZipLimits {
    OutOfRangeException.requireBetween("mostEntries", mostEntries, 1, 1_000_000);
    OutOfRangeException.requireBetween("mostRatio", mostRatio, 1, 10_000);
    if (mostBytes < 1) {
      throw new OutOfRangeException("mostBytes", mostBytes, "must be at least 1");
    }
    if (ratioFloor < 0) {
      throw new OutOfRangeException("ratioFloor", ratioFloor, "must not be negative");
    }
  }
}
