package io.cinephile.adapters.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.HttpHost;

/** Takes requests and never answers, until the client hangs up. */
final class SilentServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Semaphore asked = new Semaphore(0);
  private final AtomicInteger listening = new AtomicInteger();

  SilentServer() throws IOException {
    threads.execute(this::accept);
  }

  HttpHost host() {
    return new HttpHost("127.0.0.1", server.getLocalPort());
  }

  /** Returns when that many more requests have arrived, as far as their first bytes. */
  void awaitRequests(int count) throws InterruptedException {
    if (!asked.tryAcquire(count, 10, TimeUnit.SECONDS)) {
      throw new AssertionError("no request arrived");
    }
  }

  boolean wasAsked() {
    return asked.availablePermits() > 0;
  }

  /** How many clients are still there. */
  int listening() {
    return listening.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        threads.execute(() -> listen(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void listen(Socket client) {
    try (client) {
      InputStream bytes = client.getInputStream();
      listening.incrementAndGet();
      if (bytes.read() >= 0) {
        asked.release();
      }
      while (bytes.read() >= 0) {
        // Whatever it says.
      }
    } catch (IOException e) {
      if (!server.isClosed() && !"Connection reset".equals(e.getMessage())) {
        throw new UncheckedIOException(e);
      }
    } finally {
      listening.decrementAndGet();
    }
  }
}
