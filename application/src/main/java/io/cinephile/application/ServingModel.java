package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.ranking.ServedModel;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.LearntMovie;
import io.cinephile.domain.training.TrainingParameters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The model that answers requests, in memory. It is the same for a whole request, so that no answer
 * mixes two generations. Whether another generation is served is asked of the store at most once a
 * second; while that one is read, and while the store does not answer, the former goes on
 * answering. Safe for use by several threads.
 */
public final class ServingModel {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final RecommendationStore store;
  private final GenerationRegistry registry;
  private final Clock clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Known known = new Known(Optional.empty(), Instant.MIN);

  private record Known(Optional<ServedModel> model, Instant asOf) {}

  public ServingModel(RecommendationStore store, GenerationRegistry registry, Clock clock) {
    this.store = store;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * The model that is served.
   *
   * @throws NothingServedException before the first training run has succeeded
   * @throws StoreUnavailableException if nothing is known yet and the store does not answer
   */
  public ServedModel require() {
    Known last = known;
    if (last.model.isPresent() && clock.instant().isBefore(last.asOf.plus(FRESH))) {
      return last.model.get();
    }
    if (last.model.isEmpty()) {
      reading.lock();
    } else if (!reading.tryLock()) {
      return last.model.get();
    }
    try {
      return refreshed().orElseThrow(NothingServedException::new);
    } finally {
      reading.unlock();
    }
  }

  /** Looks now, and reads the generation that is served unless it is known. */
  public void refresh() {
    reading.lock();
    try {
      refreshed();
    } finally {
      reading.unlock();
    }
  }

  private Optional<ServedModel> refreshed() {
    try {
      known = new Known(served(), clock.instant());
    } catch (StoreUnavailableException e) {
      if (known.model.isEmpty()) {
        throw e;
      }
      known = new Known(known.model, clock.instant());
    }
    return known.model;
  }

  private Optional<ServedModel> served() {
    Optional<GenerationId> serving = store.serving();
    return serving.equals(known.model.map(ServedModel::generation))
        ? known.model
        : serving.map(this::read);
  }

  private ServedModel read(GenerationId generation) {
    TrainingParameters parameters =
        registry
            .find(generation)
            .map(Generation::inputs)
            .map(inputs -> inputs.parameters())
            .orElse(TrainingParameters.DEFAULT);
    try (Stream<LearntMovie> movies = store.movies(generation)) {
      return ServedModel.of(generation, parameters, movies);
    }
  }

  /** There is no model yet. */
  public static final class NothingServedException extends RuntimeException {
    public NothingServedException() {
      super("No model is served yet: the first training run has not finished.");
    }
  }
}
