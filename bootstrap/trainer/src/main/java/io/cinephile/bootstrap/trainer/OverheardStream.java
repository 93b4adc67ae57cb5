package io.cinephile.bootstrap.trainer;

import io.cinephile.adapters.spark.launch.LastLines;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Hands on what is written to it, and remembers the lines. Safe for use by several threads. */
final class OverheardStream extends FilterOutputStream {
  private final LastLines lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private OverheardStream(OutputStream through, LastLines lines) {
    super(through);
    this.lines = lines;
  }

  /** Listens to the standard error output of this process from now on. */
  static LastLines ofStandardError() {
    LastLines lines = new LastLines(System.getenv());
    OverheardStream overheard = new OverheardStream(System.err, lines);
    System.setErr(new PrintStream(overheard, true, StandardCharsets.UTF_8));
    return lines;
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
    String unused = lines.add(line.toString(StandardCharsets.UTF_8).stripTrailing());
    line.reset();
  }
}
