package io.cinephile.application;

import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.util.List;
import java.util.Optional;

/** Which generations have there been, and what has become of them? Safe for several threads. */
public final class BrowseGenerations {
  private final RecommendationStore store;
  private final GenerationRegistry registry;

  public BrowseGenerations(RecommendationStore store, GenerationRegistry registry) {
    this.store = store;
    this.registry = registry;
  }

  /** What has become of a generation. */
  public enum Standing {
    /** It answers requests. */
    SERVING,
    /** It may be activated; if the gate refused it, by force. */
    STORED,
    /** Something of it is gone, and it cannot be activated. */
    INCOMPLETE,
    /** Only its entry in the registry is left. */
    REMOVED
  }

  /** An entry of the registry with its standing. */
  public record Registered(Generation generation, Standing standing) {}

  /** The newest first. */
  public List<Registered> latest(int limit) {
    List<GenerationId> stored = store.stored();
    Optional<GenerationId> serving = store.serving();
    return registry.latest(limit).stream()
        .map(generation -> registered(generation, stored, serving))
        .toList();
  }

  public Optional<Registered> find(GenerationId id) {
    return registry
        .find(id)
        .map(generation -> registered(generation, store.stored(), store.serving()));
  }

  private Registered registered(
      Generation generation, List<GenerationId> stored, Optional<GenerationId> serving) {
    GenerationId id = generation.id();
    Standing standing;
    if (serving.equals(Optional.of(id))) {
      standing = Standing.SERVING;
    } else if (!stored.contains(id)) {
      standing = Standing.REMOVED;
    } else {
      standing = store.lack(id).isEmpty() ? Standing.STORED : Standing.INCOMPLETE;
    }
    return new Registered(generation, standing);
  }
}
