package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.AuditTrailContract;
import io.cinephile.domain.audit.AuditTrail;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchAuditTrailTest extends AuditTrailContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected AuditTrail empty() {
    return elsewhere();
  }

  @Override
  protected AuditTrail elsewhere() {
    return new ElasticsearchAuditTrail(indices.client(), indices.prefix());
  }
}
