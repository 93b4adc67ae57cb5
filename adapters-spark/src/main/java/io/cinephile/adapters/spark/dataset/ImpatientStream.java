package io.cinephile.adapters.spark.dataset;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * Gives up on a body that has brought nothing for too long. {@link java.net.http.HttpClient} limits
 * the time until the headers only; a silent server would be waited for without end.
 */
final class ImpatientStream extends FilterInputStream {
  private final Duration silence;
  private final Thread watch;
  private volatile long lastSign = System.nanoTime();
  private volatile boolean givenUp;

  ImpatientStream(InputStream in, Duration silence) {
    super(in);
    this.silence = silence;
    this.watch = new Thread(this::watch, "download-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    try {
      for (long left = left(); left > 0; left = left()) {
        Thread.sleep(Math.max(1, Duration.ofNanos(left).toMillis()));
      }
      givenUp = true;
      in.close();
    } catch (InterruptedException | IOException e) {
      // The stream was closed: nothing is left to watch.
    }
  }

  private long left() {
    return silence.toNanos() - (System.nanoTime() - lastSign);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw givenUp ? timeout(e) : e;
    }
    if (givenUp) {
      throw timeout(null);
    }
    lastSign = System.nanoTime();
    return read;
  }

  private IOException timeout(IOException cause) {
    HttpTimeoutException timeout =
        new HttpTimeoutException("nothing came for " + silence.toMillis() + " ms");
    timeout.initCause(cause);
    return timeout;
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    in.close();
  }
}
