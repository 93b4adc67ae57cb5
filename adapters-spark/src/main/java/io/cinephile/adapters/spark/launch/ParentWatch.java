package io.cinephile.adapters.spark.launch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;

/**
 * Ends a child process when its parent is gone, however that ended: the parent holds the other end
 * of the child's standard input, and the operating system closes it even for a parent that was
 * killed.
 */
public final class ParentWatch {
  /** The environment variable by which a parent asks its child to watch. */
  public static final String VARIABLE = "CINEPHILE_ENDS_WITH_PARENT";

  /** The exit code of a child that lost its parent. */
  public static final int PARENT_GONE = 86;

  private static final Duration ORDERLY_END = Duration.ofSeconds(10);

  private ParentWatch() {}

  /** Watches from now on if the parent asked for it; else does nothing. Returns at once. */
  public static void beginIfAsked(Map<String, String> environment) {
    if ("true".equals(environment.get(VARIABLE))) {
      begin(System.in, ParentWatch::end);
    }
  }

  static void begin(InputStream input, Runnable gone) {
    Thread thread = new Thread(() -> awaitEnd(input, gone), "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** In good order if that is quick: shutdown hooks remove temporary files, but may also hang. */
  private static void end() {
    Thread deadline =
        new Thread(
            () -> {
              sleep(ORDERLY_END);
              Runtime.getRuntime().halt(PARENT_GONE);
            },
            "parent-gone");
    deadline.setDaemon(true);
    deadline.start();
    System.exit(PARENT_GONE);
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitEnd(InputStream input, Runnable gone) {
    try (InputStream lifeline = input) {
      while (lifeline.read() >= 0) {
        // A parent has nothing to say; what matters is that it could.
      }
    } catch (IOException e) {
      // A broken pipe tells the same as a closed one.
    }
    gone.run();
  }
}
