package io.cinephile.application.fakes;

import io.cinephile.domain.privacy.SuppressionCopy;
import io.cinephile.domain.rating.Pseudonym;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the copy in memory. */
public final class InMemorySuppressionCopy implements SuppressionCopy {
  private final Map<Pseudonym, Entry> kept = new LinkedHashMap<>();

  @Override
  public synchronized List<Entry> entries() {
    return List.copyOf(kept.values());
  }

  @Override
  public synchronized void add(Collection<Entry> entries) {
    entries.forEach(entry -> kept.putIfAbsent(entry.viewer(), entry));
  }
}
