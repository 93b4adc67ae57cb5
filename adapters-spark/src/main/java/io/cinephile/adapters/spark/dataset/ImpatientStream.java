package io.cinephile.adapters.spark.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * Gives up on a body that has brought nothing for too long, and lets go of a reader that is
 * interrupted. {@link java.net.http.HttpClient} limits the time until the headers only; a silent
 * server would be waited for without end, and before Java 21 whatever happened to the waiting
 * thread. Read by one thread.
 */
final class ImpatientStream extends InputStream {
  private static final int PIECE_BYTES = 1 << 16;
  private static final byte[] END = new byte[0];

  private final InputStream in;
  private final Duration silence;
  private final BlockingQueue<byte[]> pieces = new SynchronousQueue<>();
  private final Thread feeder = new Thread(this::feed, "download");
  private byte[] piece = new byte[0];
  private int position;
  private volatile IOException failure;

  ImpatientStream(InputStream in, Duration silence) {
    this.in = in;
    this.silence = silence;
    feeder.setDaemon(true);
    feeder.start();
  }

  private void feed() {
    byte[] buffer = new byte[PIECE_BYTES];
    try {
      try {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (read > 0) {
            pieces.put(Arrays.copyOf(buffer, read));
          }
        }
      } catch (IOException e) {
        failure = e;
      }
      pieces.put(END);
    } catch (InterruptedException e) {
      // The stream was closed: nobody wants the rest.
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws HttpTimeoutException if nothing came for too long
   * @throws InterruptedIOException if this thread is interrupted; it stays so
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (position == piece.length && piece != END) {
      piece = next();
      position = 0;
    }
    if (piece == END) {
      if (failure != null) {
        throw failure;
      }
      return -1;
    }
    int read = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, buffer, offset, read);
    position += read;
    return read;
  }

  private byte[] next() throws IOException {
    try {
      byte[] next = pieces.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        close();
        throw new HttpTimeoutException("nothing came for " + silence.toMillis() + " ms");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    feeder.interrupt();
    in.close();
  }
}
