package io.cinephile.application.fakes;

import io.cinephile.application.contracts.AuditTrailContract;
import io.cinephile.domain.audit.AuditTrail;

final class InMemoryAuditTrailTest extends AuditTrailContract {
  private final AuditTrail trail = new InMemoryAuditTrail();

  @Override
  protected AuditTrail empty() {
    return trail;
  }

  @Override
  protected AuditTrail elsewhere() {
    return trail;
  }
}
