package io.cinephile.adapters.elasticsearch;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.StoreUnavailableException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Keeps an Elasticsearch that is slow or away from taking the server with it:
 *
 * <ul>
 *   <li>each attempt has a timeout;
 *   <li>a circuit breaker refuses calls once at least half of the last {@value #CALLS_LOOKED_AT}
 *       attempts met an outage; after {@link #PAUSE} one attempt is let through to see whether that
 *       is over. That a request was refused for what it asks is no outage;
 *   <li>at most {@value #MOST_AT_ONCE} calls are under way, others wait {@link #LONGEST_WAIT};
 *   <li>a call that may be repeated is, once, where the connection failed.
 * </ul>
 */
public final class ResilientCalls implements CallPolicy {
  public static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
  public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
  public static final int MOST_AT_ONCE = 64;
  public static final Duration LONGEST_WAIT = Duration.ofMillis(500);
  public static final int CALLS_LOOKED_AT = 20;
  public static final Duration PAUSE = Duration.ofSeconds(1);

  private static final String NAME = "elasticsearch";
  private static final float HALF = 50;
  private static final Duration BEFORE_RETRY = Duration.ofMillis(50);

  private final Duration timeout;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final Retry retry;

  /**
   * @param timeout of each attempt, from 10 ms to a minute
   */
  public ResilientCalls(Duration timeout) {
    this(timeout, MOST_AT_ONCE);
  }

  ResilientCalls(Duration timeout, int mostAtOnce) {
    if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new OutOfRangeException(
          "Elasticsearch timeout", timeout, "must be from 10 milliseconds to a minute");
    }
    this.timeout = timeout;
    this.breaker =
        CircuitBreaker.of(
            NAME,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(CALLS_LOOKED_AT)
                .minimumNumberOfCalls(CALLS_LOOKED_AT)
                .failureRateThreshold(HALF)
                .waitDurationInOpenState(PAUSE)
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordExceptions(StoreUnavailableException.class)
                .ignoreExceptions(CancellationException.class)
                .build());
    this.bulkhead =
        Bulkhead.of(
            NAME,
            BulkheadConfig.custom()
                .maxConcurrentCalls(mostAtOnce)
                .maxWaitDuration(LONGEST_WAIT)
                .build());
    this.retry =
        Retry.of(
            NAME,
            RetryConfig.custom()
                .maxAttempts(2)
                .waitDuration(BEFORE_RETRY)
                .retryOnException(ResilientCalls::isConnectionFailure)
                .build());
  }

  @Override
  public Optional<Duration> timeout() {
    return Optional.of(timeout);
  }

  @Override
  public <T> T call(boolean repeatable, Supplier<T> attempt) {
    Supplier<T> counted = CircuitBreaker.decorateSupplier(breaker, attempt);
    Supplier<T> repeated = repeatable ? Retry.decorateSupplier(retry, counted) : counted;
    try {
      return Bulkhead.decorateSupplier(bulkhead, repeated).get();
    } catch (CallNotPermittedException e) {
      throw new StoreUnavailableException(
          "Elasticsearch has not been answering; it will be asked again within a second.", e);
    } catch (BulkheadFullException e) {
      throw new StoreUnavailableException(
          "Elasticsearch is busy: %d calls are under way and none ended within %d ms."
              .formatted(
                  bulkhead.getBulkheadConfig().getMaxConcurrentCalls(), LONGEST_WAIT.toMillis()),
          e);
    } catch (AcquirePermissionCancelledException e) {
      throw new CancellationException("Interrupted while waiting for a call to Elasticsearch.");
    }
  }

  /** Whether calls are refused now, for the store does not answer. */
  public boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  /** A timeout is none: what took too long once should not be asked for at once again. */
  private static boolean isConnectionFailure(Throwable failure) {
    Throwable cause = failure instanceof StoreUnavailableException ? failure.getCause() : null;
    return cause instanceof IOException && !(cause instanceof InterruptedIOException);
  }
}
