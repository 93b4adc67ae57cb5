package io.cinephile.application.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.gate.Verdict;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every registry of generations has to do. */
public abstract class GenerationRegistryContract {
  private static final Instant TIME = Instant.parse("2026-11-22T16:15:00.123456Z");

  /** An entry in which no two figures are alike. */
  protected static final Generation ENTRY = Runs.generation(1, TIME);

  private GenerationRegistry registry;

  /** A registry without entries. */
  protected abstract GenerationRegistry emptyRegistry();

  @BeforeEach
  final void startEmpty() {
    registry = emptyRegistry();
  }

  @Test
  void knowsNothingAtFirst() {
    assertThat(registry.latest(10)).isEmpty();
    assertThat(registry.find(Runs.generation(1, TIME).id())).isEmpty();
  }

  @Test
  void keepsEverythingOfAGeneration() {
    registry.register(ENTRY);
    assertThat(registry.find(ENTRY.id())).contains(ENTRY);
    assertThat(registry.latest(10)).containsExactly(ENTRY);
  }

  @Test
  void replacesTheEntryOfTheSameGeneration() {
    Generation first = Runs.generation(1, TIME);
    Generation activated = first.activated(TIME.plusSeconds(61), true);
    registry.register(first);
    registry.register(activated);
    assertThat(registry.latest(10)).containsExactly(activated);
  }

  @Test
  void keepsTheOrderOfVersionsAndOfStages() {
    Generation generation = Runs.generation(1, TIME);
    registry.register(generation);
    Generation found = registry.find(generation.id()).orElseThrow();
    assertThat(found.versions().keySet()).containsExactlyElementsOf(generation.versions().keySet());
    assertThat(found.durations().keySet())
        .containsExactlyElementsOf(generation.durations().keySet());
  }

  @Test
  void keepsAGenerationThatWasComparedWithNothing() {
    Generation whole = Runs.generation(1, TIME);
    Generation bare =
        new Generation(
            whole.id(),
            whole.run(),
            whole.createdAt(),
            whole.inputs(),
            whole.dataQuality(),
            whole.evaluation(),
            Optional.empty(),
            new Verdict(true, Optional.empty(), List.of(), List.of()),
            true,
            Optional.of(TIME),
            new Counts(1, 2, 3),
            Map.of(),
            Map.of());
    registry.register(bare);
    assertThat(registry.find(bare.id())).contains(bare);
  }

  @Test
  void listsTheNewestFirstUpToTheLimit() {
    Generation old = Runs.generation(1, TIME);
    Generation middle = Runs.generation(2, TIME.plusSeconds(60));
    Generation young = Runs.generation(3, TIME.plusSeconds(120));
    registry.register(middle);
    registry.register(young);
    registry.register(old);
    assertThat(registry.latest(2)).containsExactly(young, middle);
    assertThat(registry.latest(10)).containsExactly(young, middle, old);
  }
}
