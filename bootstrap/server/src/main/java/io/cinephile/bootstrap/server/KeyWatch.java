package io.cinephile.bootstrap.server;

import io.cinephile.application.WorkUnderKey;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.rotation.KeyRefusedException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Keeps this process from working with pseudonyms under another key than the stored ones, and a
 * rotation from beginning while it works. Until it is let in, nobody is answered.
 */
@Singleton
class KeyWatch {
  private static final Logger LOG = Logger.getLogger(KeyWatch.class);
  private static final int SERVICE_UNAVAILABLE = 503;

  /** Behind authentication. */
  private static final int BEFORE_RESOURCES = 9;

  private final WorkUnderKey work;
  private volatile boolean admitted;

  KeyWatch(WorkUnderKey work) {
    this.work = work;
  }

  /**
   * Lets this process in.
   *
   * @throws KeyRefusedException if it has not the key in use, or a rotation has begun
   */
  void enter() {
    work.enter();
    admitted = true;
  }

  @Scheduled(
      identity = "key",
      every = "10s",
      delayed = "10s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = StoreStarting.class)
  void look() {
    try {
      work.enter();
    } catch (StoreUnavailableException e) {
      LOG.debugf("Whether the key is still in use is not known: %s", e.getMessage());
    } catch (KeyRefusedException e) {
      LOG.errorf("This server ends, as it must not go on. %s", e.getMessage());
      admitted = false;
      Quarkus.asyncExit(1);
    }
  }

  void answerNobodyBefore(@Observes Filters filters) {
    filters.register(this::answerOnceAdmitted, BEFORE_RESOURCES);
  }

  private void answerOnceAdmitted(RoutingContext context) {
    if (admitted || !context.normalizedPath().startsWith("/api/")) {
      context.next();
      return;
    }
    context
        .response()
        .setStatusCode(SERVICE_UNAVAILABLE)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Retry-After", "5")
        .end(
            "{\"type\":\"urn:cinephile:problem:store-unavailable\",\"title\":\"Store unavailable\",\"status\":503,"
                + "\"detail\":\"The server is starting; try again.\"}");
  }

  /** So that a rotation need not wait until the lease is over. */
  void leave(@Observes ShutdownEvent event) {
    if (admitted) {
      admitted = false;
      try {
        work.leave();
      } catch (RuntimeException e) {
        LOG.debugf("That this server ended is not known to the store: %s", e.getMessage());
      }
    }
  }
}
