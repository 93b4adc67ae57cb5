package io.cinephile.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;

/** Durations from a microsecond to a minute, to three digits. Safe for use by several threads. */
final class Latencies {
  private static final long MOST = TimeUnit.MINUTES.toNanos(1);

  private final ConcurrentHistogram histogram =
      new ConcurrentHistogram(TimeUnit.MICROSECONDS.toNanos(1), MOST, 3);

  void add(long nanos) {
    histogram.recordValue(Math.max(0, Math.min(MOST, nanos)));
  }

  /** Runs something, and takes down how long that took. */
  <T> T time(Supplier<T> work) {
    long begun = System.nanoTime();
    T result = work.get();
    add(System.nanoTime() - begun);
    return result;
  }

  long count() {
    return histogram.getTotalCount();
  }

  /** In milliseconds; the percentile is from 0 to 100. */
  double millis(double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e6;
  }

  /** The same for a table. */
  String text(double percentile) {
    return String.format(Locale.ROOT, "%.2f", millis(percentile));
  }
}
