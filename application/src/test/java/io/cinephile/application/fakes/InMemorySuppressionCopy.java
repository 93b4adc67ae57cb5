package io.cinephile.application.fakes;

import io.cinephile.domain.privacy.SuppressionCopy;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.Pseudonym;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps the copy in memory. */
public final class InMemorySuppressionCopy implements SuppressionCopy {
  private final Map<Pseudonym, Entry> kept = new LinkedHashMap<>();
  private Optional<KeyId> key = Optional.empty();

  @Override
  public synchronized Optional<KeyId> key() {
    return key;
  }

  @Override
  public synchronized void rewrite(KeyId other, UnaryOperator<Pseudonym> change) {
    List<Entry> former = entries();
    kept.clear();
    add(
        former.stream()
            .map(e -> new Entry(change.apply(e.viewer()), e.receipt(), e.requested()))
            .toList());
    key = Optional.of(other);
  }

  @Override
  public synchronized List<Entry> entries() {
    return List.copyOf(kept.values());
  }

  @Override
  public synchronized void add(Collection<Entry> entries) {
    entries.forEach(entry -> kept.putIfAbsent(entry.viewer(), entry));
  }
}
