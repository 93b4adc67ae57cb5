package io.cinephile.domain.training;

import java.util.List;

/**
 * How a trainer ended, as whoever launched it could see.
 *
 * @param well whether it ended in good order; what became of its run, the run itself tells
 * @param reason why it did not end well, in one sentence fit to be shown; empty if it did
 * @param log the last lines of its output, without secrets; empty if it ended well
 */
public record TrainerEnd(boolean well, String reason, List<String> log) {
  public TrainerEnd {
    log = List.copyOf(log);
  }

  /** A trainer that did what it was launched for. */
  public static TrainerEnd inGoodOrder() {
    return new TrainerEnd(true, "", List.of());
  }
}
