package io.cinephile.bootstrap.trainer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Has the work end in good order when the process is asked to end: interrupts the thread that does
 * it, and keeps process and Spark until the work is over, though not for long.
 */
final class OrderlyStop implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Spark's hooks, which would pull the session from under the work, have priorities up to 50. */
  private static final int BEFORE_SPARK = 1000;

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean wanted;

  private OrderlyStop() {}

  /** Looks after the work of this thread until it is closed. */
  static OrderlyStop ofThisThread() {
    OrderlyStop stop = new OrderlyStop();
    ShutdownHookManager.get()
        .addShutdownHook(stop::stop, BEFORE_SPARK, 2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return stop;
  }

  /** Whether the process is to end. */
  boolean isWanted() {
    return wanted;
  }

  private void stop() {
    wanted = true;
    if (over.getCount() > 0) {
      worker.interrupt();
    }
    try {
      boolean unused = over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work is over. */
  @Override
  public void close() {
    over.countDown();
  }
}
