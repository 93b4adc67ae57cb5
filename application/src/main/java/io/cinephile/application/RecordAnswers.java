package io.cinephile.application;

import io.cinephile.domain.OutOfRangeException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Records answers for charts: all of them, or a share that chance picks. Never waits. Safe for use
 * by several threads.
 */
public final class RecordAnswers {
  private final ServingEvents events;
  private final double share;
  private final DoubleSupplier chance;
  private final Clock clock;

  /**
   * @param share of the answers that are recorded, from 0 for none to 1 for all
   * @param chance draws from [0, 1); safe for use by several threads
   */
  public RecordAnswers(ServingEvents events, double share, DoubleSupplier chance, Clock clock) {
    this.events = events;
    this.share = OutOfRangeException.requireBetween("share of recorded answers", share, 0, 1);
    this.chance = chance;
    this.clock = clock;
  }

  /**
   * Records an answer that begins now, unless chance passes it over.
   *
   * @param event makes an event of that time; is asked only if it is recorded
   */
  public void record(Function<Instant, ServingEvent> event) {
    if (chance.getAsDouble() < share) {
      events.record(event.apply(clock.instant()));
    }
  }
}
