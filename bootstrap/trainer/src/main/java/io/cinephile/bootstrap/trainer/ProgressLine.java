package io.cinephile.bootstrap.trainer;

import io.cinephile.domain.training.TrainingListener;
import java.io.PrintStream;

/** Shows how far an evaluation is: a line for each new activity, and at most one a second. */
final class ProgressLine implements TrainingListener {
  private static final long QUIET_NANOS = 1_000_000_000L;

  private final PrintStream out;
  private long written = System.nanoTime() - QUIET_NANOS;

  ProgressLine(PrintStream out) {
    this.out = out;
  }

  @Override
  public void progressed(String activity, double fraction) {
    long now = System.nanoTime();
    if (now - written >= QUIET_NANOS) {
      out.printf("  %3.0f %%  %s%n", 100 * fraction, activity);
      written = now;
    }
  }
}
