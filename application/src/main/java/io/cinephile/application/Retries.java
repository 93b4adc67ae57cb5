package io.cinephile.application;

import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.dataset.DatasetUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Tries again what an outage broke, and nothing else: what was refused would be refused again.
 *
 * @param pauses before each further attempt
 */
public record Retries(List<Duration> pauses) {
  /** Some two minutes: enough for a node to be started anew. */
  public static final Retries DEFAULT =
      new Retries(List.of(1, 2, 5, 10, 20, 30, 60).stream().map(Duration::ofSeconds).toList());

  public Retries {
    pauses = List.copyOf(pauses);
  }

  /**
   * Returns what the first attempt that meets no outage returns.
   *
   * @param outage is told of each outage that is not the last one, and how long the pause is
   * @throws CancellationException if the thread is interrupted in a pause; it stays interrupted
   */
  <T> T attempt(Supplier<T> work, BiConsumer<RuntimeException, Duration> outage) {
    for (Duration pause : pauses) {
      try {
        return work.get();
      } catch (StoreUnavailableException | DatasetUnavailableException e) {
        outage.accept(e, pause);
        sleep(pause);
      }
    }
    return work.get();
  }

  static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted during a pause.");
    }
  }
}
