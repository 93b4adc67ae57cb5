package io.cinephile.application.fakes;

import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.training.TrainingInputs;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

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

  /** Changes the hash of whom each generation left out; how many there are. */
  synchronized long rehash(UnaryOperator<String> change) {
    generations.replaceAll((id, generation) -> rehashed(generation, change));
    return generations.size();
  }

  private static Generation rehashed(Generation it, UnaryOperator<String> change) {
    TrainingInputs inputs = it.inputs();
    return new Generation(
        it.id(),
        it.run(),
        it.createdAt(),
        new TrainingInputs(
            inputs.data(),
            inputs.liveRatings(),
            change.apply(inputs.suppressions()),
            inputs.parameters(),
            inputs.version()),
        it.dataQuality(),
        it.evaluation(),
        it.serving(),
        it.verdict(),
        it.forced(),
        it.activatedAt(),
        it.counts(),
        it.durations(),
        it.versions());
  }

  @Override
  public synchronized List<Generation> latest(int limit) {
    return generations.descendingMap().values().stream().limit(limit).toList();
  }
}
