package io.cinephile.bootstrap.server;

import io.cinephile.application.InspectAudit;
import io.cinephile.application.RecordAction;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.audit.Verification;
import io.cinephile.domain.audit.Verification.Broken;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Looks at the audit trail every minute: appends what was done beside the store, anchors what other
 * servers appended, and complains where somebody has tampered with it.
 */
@Singleton
class AuditWatch {
  private static final Logger LOG = Logger.getLogger(AuditWatch.class);

  private final RecordAction audit;
  private final InspectAudit inspection;
  private final PendingActions pending;
  private Optional<Broken> told = Optional.empty();

  AuditWatch(RecordAction audit, InspectAudit inspection, Home home) {
    this.audit = audit;
    this.inspection = inspection;
    this.pending = new PendingActions(home.auditPending());
  }

  @Scheduled(
      identity = "audit",
      every = "1m",
      delayed = "10s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = StoreStarting.class)
  void look() {
    try {
      pending.drain(
          (actor, action, payload) -> audit.record(actor, action, Optional.empty(), payload));
      tell(inspection.verify());
    } catch (StoreUnavailableException e) {
      LOG.debugf("The audit trail was not looked at: %s", e.getMessage());
    } catch (UncheckedIOException e) {
      LOG.error(e.getMessage());
    }
  }

  /** Each fault once, not every minute. */
  private void tell(Verification verification) {
    Optional<Broken> fault =
        verification instanceof Broken broken ? Optional.of(broken) : Optional.empty();
    if (!fault.equals(told)) {
      fault.ifPresentOrElse(
          broken -> LOG.errorf("The audit trail has been tampered with. %s", broken.sentence()),
          () -> LOG.info("The audit trail is whole again."));
    }
    told = fault;
  }
}
