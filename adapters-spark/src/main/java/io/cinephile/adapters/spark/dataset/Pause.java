package io.cinephile.adapters.spark.dataset;

import java.time.Duration;

/** How time passes between two attempts. */
@FunctionalInterface
interface Pause {
  Pause REAL = duration -> Thread.sleep(duration.toMillis());

  void last(Duration duration) throws InterruptedException;
}
