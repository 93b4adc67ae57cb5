package io.cinephile.adapters.elasticsearch;

import io.cinephile.application.contracts.KeyStatesContract;
import io.cinephile.domain.rotation.KeyStates;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ElasticsearchKeyStatesTest extends KeyStatesContract {
  @RegisterExtension final TestIndices indices = new TestIndices();

  @Override
  protected KeyStates empty() {
    return elsewhere();
  }

  @Override
  protected KeyStates elsewhere() {
    return new ElasticsearchKeyStates(indices.client(), indices.prefix());
  }
}
