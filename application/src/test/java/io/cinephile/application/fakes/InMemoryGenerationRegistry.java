package io.cinephile.application.fakes;

import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps the registry in memory; passes the same contract suite as the real store. */
public final class InMemoryGenerationRegistry implements GenerationRegistry {
  private final TreeMap<GenerationId, Generation> generations = new TreeMap<>();

  @Override
  public synchronized void register(Generation generation) {
    generations.put(generation.id(), generation);
  }

  @Override
  public synchronized Optional<Generation> find(GenerationId id) {
    return Optional.ofNullable(generations.get(id));
  }

  @Override
  public synchronized List<Generation> latest(int limit) {
    return generations.descendingMap().values().stream().limit(limit).toList();
  }
}
