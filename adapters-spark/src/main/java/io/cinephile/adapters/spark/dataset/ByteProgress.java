package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * Tells a listener how many bytes are done, at most about a hundred times. For one thread, which is
 * stopped here when it is interrupted: not everything that takes long also waits.
 */
final class ByteProgress {
  private static final long STEP_WITHOUT_TOTAL = 8_000_000;

  private final String activity;
  private final long total;
  private final SourcingListener listener;
  private long done;
  private long next;

  /**
   * @param total bytes; negative where it is not known, the fraction then stays 0
   */
  ByteProgress(String activity, long total, SourcingListener listener) {
    this.activity = activity;
    this.total = total;
    this.listener = listener;
  }

  /**
   * So many more bytes are done.
   *
   * @throws CancellationException if this thread is interrupted; it stays so
   */
  void advance(long bytes) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("Interrupted while " + activity);
    }
    done += bytes;
    if (done >= next) {
      listener.progressed(text(), fraction());
      next = following();
    }
  }

  private long following() {
    if (total < 0) {
      return done + STEP_WITHOUT_TOTAL;
    }
    // The end is told once, however the steps fall.
    return done >= total ? Long.MAX_VALUE : Math.min(total, done + Math.max(1, total / 100));
  }

  private double fraction() {
    return total <= 0 ? 0 : Math.min(1, (double) done / total);
  }

  private String text() {
    return total < 0
        ? "%s: %s".formatted(activity, megabytes(done))
        : "%s: %s of %s".formatted(activity, megabytes(done), megabytes(total));
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
