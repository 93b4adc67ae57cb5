package io.cinephile.bootstrap.server;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/**
 * Nothing that happens by itself asks a store that is only starting: it would be taken for one that
 * has failed, and not be asked by anybody for a while.
 */
@Singleton
class StoreStarting implements Scheduled.SkipPredicate {
  private volatile boolean over;

  /** The store has answered. */
  void end() {
    over = true;
  }

  @Override
  public boolean test(ScheduledExecution execution) {
    return !over;
  }
}
