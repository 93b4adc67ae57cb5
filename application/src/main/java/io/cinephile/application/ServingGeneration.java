package io.cinephile.application;

import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which generation answers a request: asked of the store at most once a second, and then the same
 * for the whole request, so that no answer mixes two. Safe for use by several threads.
 */
public final class ServingGeneration {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final RecommendationStore store;
  private final Clock clock;
  private volatile Known known = new Known(Optional.empty(), Instant.MIN);

  private record Known(Optional<GenerationId> generation, Instant asOf) {}

  public ServingGeneration(RecommendationStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * The generation that is served.
   *
   * @throws NothingServedException before the first training run has succeeded
   */
  public GenerationId require() {
    return find().orElseThrow(NothingServedException::new);
  }

  /** Empty before the first training run has succeeded. */
  public Optional<GenerationId> find() {
    Instant now = clock.instant();
    Known last = known;
    if (last.generation().isPresent() && now.isBefore(last.asOf().plus(FRESH))) {
      return last.generation();
    }
    known = new Known(store.serving(), now);
    return known.generation();
  }

  /** There is no model yet. */
  public static final class NothingServedException extends RuntimeException {
    public NothingServedException() {
      super("No model is served yet: the first training run has not finished.");
    }
  }
}
