package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.OutOfRangeException;
import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param attempts in all, from 1 to 20; each goes on where the one before broke off
 * @param firstPause before the second attempt; doubles with each further one
 * @param connecting at most, for the connection
 * @param answering at most, until the headers of an answer are there
 * @param silence at most, between two pieces of a body
 * @param mostBytes of one file
 */
record DownloadLimits(
    int attempts,
    Duration firstPause,
    Duration connecting,
    Duration answering,
    Duration silence,
    long mostBytes) {
  static final DownloadLimits DEFAULTS =
      new DownloadLimits(
          4,
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          4L << 30);

  DownloadLimits {
    OutOfRangeException.requireBetween("attempts", attempts, 1, 20);
    requirePositive("connecting", connecting);
    requirePositive("answering", answering);
    requirePositive("silence", silence);
    if (firstPause.isNegative()) {
      throw new OutOfRangeException("firstPause", firstPause, "must not be negative");
    }
    if (mostBytes < 1) {
      throw new OutOfRangeException("mostBytes", mostBytes, "must be at least 1");
    }
  }

  private static void requirePositive(String field, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new OutOfRangeException(field, value, "must be positive");
    }
  }
}
