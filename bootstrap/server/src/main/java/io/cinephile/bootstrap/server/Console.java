package io.cinephile.bootstrap.server;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells a person what is going on: one line an activity, written over while it goes on where the
 * output is a terminal, and every few seconds where it is a file. Used by one thread.
 */
final class Console {
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final int WIDTH = 100;

  private final PrintStream out;
  private final boolean terminal;
  private String line = "";
  private long written = Long.MIN_VALUE;

  Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  static Console ofThisProcess() {
    return new Console(System.out, System.console() != null && System.getenv("TERM") != null);
  }

  /** A sentence of its own. */
  void say(String sentence) {
    endLine();
    out.println(sentence);
    out.flush();
  }

  /** What is being done now. */
  void working(String activity, Duration since) {
    String now = "  %-78s %8s".formatted(shortened(activity), seconds(since));
    if (terminal) {
      out.print("\r" + pad(now));
      out.flush();
      line = now;
    } else if (System.nanoTime() - written > QUIET.toNanos()) {
      out.println(now);
      out.flush();
      written = System.nanoTime();
    }
  }

  /** What has been done. */
  void done(String activity, Duration took) {
    line = "";
    out.println(
        (terminal ? "\r" : "")
            + pad("  %-78s %8s".formatted(shortened(activity), seconds(took))).stripTrailing());
    out.flush();
    written = System.nanoTime();
  }

  private void endLine() {
    if (!line.isEmpty()) {
      out.println();
      line = "";
    }
  }

  private static String shortened(String activity) {
    return activity.length() <= 78 ? activity : activity.substring(0, 77) + "…";
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static String pad(String text) {
    return "%-".concat(WIDTH + "s").formatted(text);
  }
}
