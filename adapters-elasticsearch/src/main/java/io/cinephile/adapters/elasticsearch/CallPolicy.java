package io.cinephile.adapters.elasticsearch;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How calls to Elasticsearch are bounded. Implementations are safe for use by several threads; one
 * is shared by all adapters that call the same Elasticsearch.
 */
public interface CallPolicy {

  /** Each call is made once, and waits for as long as the client was told to. */
  CallPolicy NONE =
      new CallPolicy() {
        @Override
        public Optional<Duration> timeout() {
          return Optional.empty();
        }

        @Override
        public <T> T call(boolean repeatable, Supplier<T> attempt) {
          return attempt.get();
        }
      };

  /** How long an attempt may take in all; empty for as long as the client was told to. */
  Optional<Duration> timeout();

  /**
   * Makes a call, or refuses to.
   *
   * @param repeatable whether it does no harm to call twice
   * @param attempt keeps to the timeout by itself; throws a {@link
   *     io.cinephile.domain.StoreUnavailableException} when the store does not answer
   * @throws io.cinephile.domain.StoreUnavailableException if it is refused, too
   */
  <T> T call(boolean repeatable, Supplier<T> attempt);
}
