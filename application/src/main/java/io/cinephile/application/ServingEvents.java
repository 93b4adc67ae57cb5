package io.cinephile.application;

import java.time.Instant;

/**
 * What was answered, how fast and from what? Out-port. Implementations are safe for use by several
 * threads.
 */
public interface ServingEvents {

  /**
   * Takes an event, or drops it. It is kept a moment later, or lost where the store does not keep
   * up. Never waits, and never throws.
   */
  void record(ServingEvent event);

  /**
   * How many {@link #removeBefore} would remove.
   *
   * @throws io.cinephile.domain.StoreUnavailableException if the store does not answer
   */
  long countBefore(Instant time);

  /**
   * Removes events from before that time.
   *
   * @return how many
   * @throws io.cinephile.domain.StoreUnavailableException if the store does not answer; it may be
   *     repeated
   */
  long removeBefore(Instant time);
}
