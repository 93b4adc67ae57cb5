package io.cinephile.adapters.spark.launch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The last forty lines that a trainer has said, without its secrets. Safe for several threads. */
public final class LastLines {
  private static final int KEPT = 40;

  /** A statement of Spark's can have megabytes. */
  private static final int LONGEST_LINE = 1000;

  private static final Pattern SECRET_VARIABLE = Pattern.compile("PASSWORD|SECRET|TOKEN|KEY");

  /** Anything shorter would blacken the output rather than protect it. */
  private static final int SHORTEST_SECRET = 4;

  private final List<String> secrets;
  private final Deque<String> lines = new ArrayDeque<>();

  /**
   * @param environment of the trainer, which holds its secrets
   */
  public LastLines(Map<String, String> environment) {
    this.secrets =
        environment.entrySet().stream()
            .filter(variable -> SECRET_VARIABLE.matcher(variable.getKey()).find())
            .map(Map.Entry::getValue)
            .filter(value -> value.length() >= SHORTEST_SECRET)
            .toList();
  }

  /** Remembers a line, shortened if it is long, and returns the whole line without secrets. */
  public synchronized String add(String line) {
    String shown = line;
    for (String secret : secrets) {
      shown = shown.replace(secret, "***");
    }
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(
        shown.length() <= LONGEST_LINE ? shown : shown.substring(0, LONGEST_LINE - 1) + "…");
    return shown;
  }

  /** The oldest first. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
