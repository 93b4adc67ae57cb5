package io.cinephile.adapters.rest;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses a body that turns out to be too large, having announced no length. One that announces its
 * length is refused before, by {@link EdgeProblems}.
 */
@Provider
final class BodyLimit implements ReaderInterceptor {
  /** No body that this interface takes is large. */
  static final int MOST_BYTES = 256 * 1024;

  static Problem problem() {
    return ProblemType.BODY_TOO_LARGE.because(
        "A body may have at most %d bytes.".formatted(MOST_BYTES));
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext request) throws IOException {
    request.setInputStream(new Bounded(request.getInputStream()));
    return request.proceed();
  }

  private static final class Bounded extends FilterInputStream {
    private long bytes;

    Bounded(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(read);
      return read;
    }

    private void count(int read) {
      bytes += Math.max(0, read);
      if (bytes > MOST_BYTES) {
        throw new ProblemException(problem());
      }
    }
  }
}
