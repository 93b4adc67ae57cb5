package io.cinephile.application;

import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.IncompleteGenerationException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Puts a generation to service by hand: back to an older one, or forward to one that the gate
 * refused. Safe for use by several threads.
 */
public final class ActivateGeneration {
  private final RecommendationStore store;
  private final GenerationRegistry registry;
  private final Clock clock;

  public ActivateGeneration(RecommendationStore store, GenerationRegistry registry, Clock clock) {
    this.store = store;
    this.registry = registry;
    this.clock = clock;
  }

  /** The answer to the wish to serve a generation. */
  public sealed interface Activation {
    /** It is served. */
    record Activated(Generation generation) implements Activation {}

    /** The registry does not know it. */
    record Unknown() implements Activation {}

    /** The gate refused it, and force was not used. */
    record Refused(List<String> reasons) implements Activation {}

    /**
     * It is not stored whole (any more).
     *
     * @param lack says what lacks, in a sentence
     */
    record Incomplete(String lack) implements Activation {}
  }

  /**
   * Serves the generation from the next request on, on all servers within a second; to serve what
   * is served already changes nothing.
   *
   * @param force whether what the gate refused may be served; is recorded if it was needed
   */
  public Activation activate(GenerationId id, boolean force) {
    Optional<Generation> found = registry.find(id);
    if (found.isEmpty()) {
      return new Activation.Unknown();
    }
    Generation generation = found.get();
    if (!generation.isServable() && !force) {
      return new Activation.Refused(generation.verdict().reasons());
    }
    try {
      store.activate(id);
    } catch (IncompleteGenerationException e) {
      return new Activation.Incomplete(e.getMessage());
    }
    Generation activated = generation.activated(clock.instant(), !generation.isServable());
    registry.register(activated);
    return new Activation.Activated(activated);
  }
}
