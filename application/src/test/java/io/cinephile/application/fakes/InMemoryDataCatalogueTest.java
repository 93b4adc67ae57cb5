package io.cinephile.application.fakes;

import io.cinephile.application.contracts.DataCatalogueContract;
import io.cinephile.domain.governance.DataCatalogue;

final class InMemoryDataCatalogueTest extends DataCatalogueContract {
  @Override
  protected DataCatalogue catalogue() {
    return new InMemoryDataCatalogue();
  }
}
