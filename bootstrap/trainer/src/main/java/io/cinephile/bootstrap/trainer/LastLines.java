package io.cinephile.bootstrap.trainer;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Remembers the last lines that went through a stream, without secrets. Safe for use by several
 * threads.
 */
final class LastLines extends FilterOutputStream {
  private static final int KEPT = 40;
  private static final int LONGEST = 500;

  private final List<String> secrets;
  private final Deque<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LastLines(OutputStream through, List<String> secrets) {
    super(through);
    this.secrets = secrets;
  }

  /**
   * Listens to the standard error output of this process from now on.
   *
   * @param secrets what is not to be remembered
   */
  static LastLines ofThisProcess(List<String> secrets) {
    LastLines lines = new LastLines(System.err, secrets);
    System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
    return lines;
  }

  /** The oldest first, at most forty. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public synchronized void write(int octet) throws IOException {
    out.write(octet);
    remember(octet);
  }

  @Override
  public synchronized void write(byte[] octets, int from, int length) throws IOException {
    out.write(octets, from, length);
    for (int i = from; i < from + length; i++) {
      remember(octets[i]);
    }
  }

  private void remember(int octet) {
    if (octet != '\n') {
      line.write(octet);
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    line.reset();
    for (String secret : secrets) {
      text = text.replace(secret, "***");
    }
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
  }
}
