package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.ConsentsContract;
import io.cinephile.domain.privacy.Consents;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchConsentsTest extends ConsentsContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected Consents empty() {
    return elsewhere();
  }

  @Override
  protected Consents elsewhere() {
    return new ElasticsearchConsents(indices.client(), indices.prefix(), CallPolicy.NONE);
  }
}
