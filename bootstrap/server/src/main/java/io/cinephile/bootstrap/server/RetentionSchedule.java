package io.cinephile.bootstrap.server;

import io.cinephile.application.EnforceRetention;
import io.cinephile.application.EnforceRetention.Outcome;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.audit.Actor;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Removes what has been kept for long enough, once a day. Of several servers each does. */
@Singleton
class RetentionSchedule {
  private static final Logger LOG = Logger.getLogger(RetentionSchedule.class);

  private final EnforceRetention retention;

  RetentionSchedule(EnforceRetention retention) {
    this.retention = retention;
  }

  @Scheduled(
      identity = "retention",
      every = "${cinephile.retention.every:24h}",
      delayed = "5m",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = StoreStarting.class)
  void enforce() {
    try {
      retention.run(Actor.server("retention")).forEach(RetentionSchedule::tell);
    } catch (StoreUnavailableException e) {
      LOG.warnf("What has been kept for long enough was not removed: %s", e.getMessage());
    }
  }

  private static void tell(Outcome outcome) {
    if (outcome.items() > 0) {
      LOG.infof(
          "Retention: removed %d of %s, kept for %s.",
          outcome.items(), outcome.rule().dataClass(), outcome.rule().text());
    }
    outcome
        .obstacle()
        .ifPresent(
            obstacle -> LOG.errorf("Retention: kept %s. %s", outcome.rule().dataClass(), obstacle));
  }
}
