package io.cinephile.application.fakes;

import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rotation.PseudonymChange;
import io.cinephile.domain.rotation.PseudonymStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Rewrites what the other fakes hold; passes the same contract suite as the real store. */
public final class InMemoryPseudonymStore implements PseudonymStore {
  private final InMemoryStore store;
  private final InMemoryLiveRatings live;
  private final InMemoryConsents consents;
  private final InMemorySuppressions suppressions;
  private final InMemoryAuditTrail trail;
  private final InMemoryGenerationRegistry registry;
  private final Map<String, KeyId> keys = new TreeMap<>();

  public InMemoryPseudonymStore(
      InMemoryStore store,
      InMemoryLiveRatings live,
      InMemoryConsents consents,
      InMemorySuppressions suppressions,
      InMemoryAuditTrail trail,
      InMemoryGenerationRegistry registry) {
    this.store = store;
    this.live = live;
    this.consents = consents;
    this.suppressions = suppressions;
    this.trail = trail;
    this.registry = registry;
  }

  private interface Rewriting {
    long by(PseudonymChange change);
  }

  private Map<String, Rewriting> rewritings() {
    Map<String, Rewriting> all = new LinkedHashMap<>();
    all.put("live ratings", change -> live.rename(change.pseudonyms()));
    all.put("consents", change -> consents.rename(change.pseudonyms()));
    all.put("suppressions", change -> suppressions.rename(change.pseudonyms()));
    all.put(TRAIL, change -> trail.rewrite(change.entries()));
    all.put("models", change -> registry.rehash(change.hashes()));
    store
        .stored()
        .forEach(
            generation ->
                all.put(
                    "generation " + generation,
                    change -> store.rename(generation, change.pseudonyms())));
    return all;
  }

  /** What a place hangs on that is made now, or was restored. */
  public synchronized void isUnder(String place, KeyId key) {
    keys.put(place, key);
  }

  @Override
  public synchronized List<Place> places() {
    return rewritings().keySet().stream()
        .map(name -> new Place(name, Optional.ofNullable(keys.get(name))))
        .toList();
  }

  @Override
  public synchronized long rewrite(
      Place place, KeyId to, PseudonymChange change, LongConsumer written) {
    if (to.equals(keys.get(place.name()))) {
      return 0;
    }
    long documents = rewritings().get(place.name()).by(change);
    keys.put(place.name(), to);
    written.accept(documents);
    return documents;
  }
}
