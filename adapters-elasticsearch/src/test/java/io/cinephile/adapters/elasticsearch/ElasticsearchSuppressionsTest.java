package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.SuppressionsContract;
import io.cinephile.domain.privacy.Suppressions;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchSuppressionsTest extends SuppressionsContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected Suppressions empty() {
    return elsewhere();
  }

  @Override
  protected Suppressions elsewhere() {
    return new ElasticsearchSuppressions(indices.client(), indices.prefix());
  }
}
