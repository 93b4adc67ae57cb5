package io.cinephile.application.fakes;

import io.cinephile.application.contracts.PseudonymStoreContract;

final class InMemoryPseudonymStoreTest extends PseudonymStoreContract {
  private final InMemoryStore store = new InMemoryStore();
  private final InMemoryLiveRatings live = new InMemoryLiveRatings();
  private final InMemoryConsents consents = new InMemoryConsents();
  private final InMemorySuppressions suppressions = new InMemorySuppressions();
  private final InMemoryAuditTrail trail = new InMemoryAuditTrail();
  private final InMemoryGenerationRegistry registry = new InMemoryGenerationRegistry();
  private final InMemoryPseudonymStore pseudonyms =
      new InMemoryPseudonymStore(store, live, consents, suppressions, trail, registry);

  @Override
  protected Ports empty() {
    return new Ports(store, store, live, consents, suppressions, trail, registry, pseudonyms);
  }

  @Override
  protected String everything() {
    return store.everything()
        + live.all().toList()
        + consents.all().toList()
        + suppressions.viewers()
        + trail.read(1, 100)
        + registry.latest(100);
  }
}
