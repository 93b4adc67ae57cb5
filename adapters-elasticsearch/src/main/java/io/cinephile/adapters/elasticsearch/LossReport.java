package io.cinephile.adapters.elasticsearch;

import java.util.Optional;

/**
 * What there is to say of events that are lost: a sentence when that begins and one when it is
 * over, however long it lasts. Used by one thread at a time.
 */
final class LossReport {
  private boolean losing;
  private long lostSoFar;

  /** Whether losses have begun and are not over. */
  boolean isLosing() {
    return losing;
  }

  /**
   * What is to be said now; mostly nothing. Losses are over when something was written and nothing
   * was lost.
   *
   * @param lost in all
   * @param wrote whether anything was written since the last call
   * @param reason why the last one was lost; empty where they came too fast
   */
  Optional<String> after(long lost, boolean wrote, String reason) {
    boolean lostMore = lost > lostSoFar;
    lostSoFar = lost;
    if (lostMore == losing || (losing && !wrote)) {
      return Optional.empty();
    }
    losing = lostMore;
    return Optional.of(
        losing
            ? "Serving events are being dropped, answers are not concerned. "
                + (reason.isEmpty() ? "They come faster than they can be written." : reason)
            : "Serving events are written again; %,d were dropped so far.".formatted(lost));
  }
}
