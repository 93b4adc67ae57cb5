package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.domain.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Writes streams of documents in portions, a few at once. Whoever produces the documents waits for
 * the oldest portion when all senders are busy, so memory is bounded by {@code inFlight + 1}
 * portions. What the store pushes back is sent again after a pause; what it refuses ends the
 * writing. Used by one thread at a time.
 */
final class BulkWriter {
  /** So long what is under way may still be answered, before it is dropped. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration STOP = Duration.ofSeconds(10);

  private final JsonTransport transport;
  private final PublishingSettings settings;

  BulkWriter(JsonTransport transport, PublishingSettings settings) {
    this.transport = transport;
    this.settings = settings;
  }

  /**
   * Returns when every document is acknowledged.
   *
   * @param written is told after each portion, on the caller's thread, how many are; may throw to
   *     stop
   * @return how many documents there were
   * @throws StoreUnavailableException if the disk is nearly full, or all retries were in vain
   * @throws IllegalStateException if documents are refused; the message counts them and names the
   *     first few reasons
   */
  <T> long write(String index, Stream<T> things, BulkDocument<T> document, LongConsumer written) {
    ExecutorService senders = Executors.newFixedThreadPool(settings.inFlight(), Sender::new);
    try {
      return new Writing(index, senders, written).write(things.iterator(), document);
    } finally {
      stop(senders);
    }
  }

  private static final class Sender extends Thread {
    Sender(Runnable task) {
      super(task, "elasticsearch-bulk");
      setDaemon(true);
    }
  }

  /** One call of {@link #write}. */
  private final class Writing {
    private final String index;
    private final ExecutorService senders;
    private final LongConsumer written;
    private final Deque<Future<Integer>> inFlight = new ArrayDeque<>();
    private long acknowledged;

    Writing(String index, ExecutorService senders, LongConsumer written) {
      this.index = index;
      this.senders = senders;
      this.written = written;
    }

    <T> long write(Iterator<T> things, BulkDocument<T> document) {
      Portion portion = new Portion();
      while (things.hasNext()) {
        portion.add(things.next(), document);
        if (portion.isFull(settings)) {
          submit(portion);
          portion = new Portion();
        }
      }
      if (portion.documents() > 0) {
        submit(portion);
      }
      while (!inFlight.isEmpty()) {
        awaitOldest();
      }
      return acknowledged;
    }

    private void submit(Portion portion) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
      if (inFlight.size() == settings.inFlight()) {
        awaitOldest();
      }
      inFlight.add(senders.submit(() -> send(index, portion)));
    }

    private void awaitOldest() {
      acknowledged += result(inFlight.remove());
      written.accept(acknowledged);
    }
  }

  private static int result(Future<Integer> sending) {
    try {
      return sending.get();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private int send(String index, Portion portion) {
    Portion rest = portion;
    for (int retry = 0; ; retry++) {
      BulkAnswer attempt = attempt(index, rest);
      if (attempt.pushedBack().isEmpty()) {
        return portion.documents();
      }
      if (retry == settings.retries()) {
        throw new StoreUnavailableException(
            "Elasticsearch was asked %d times and did not take %,d of %,d documents: %s"
                .formatted(
                    retry + 1, attempt.pushedBack().size(), portion.documents(), attempt.reason()),
            null);
      }
      rest = rest.only(attempt.pushedBack());
      pause(retry);
    }
  }

  private BulkAnswer attempt(String index, Portion portion) {
    JsonNode answer;
    try {
      answer = transport.bulk("/" + index + "/_bulk?" + BulkAnswer.FILTER, portion.lines());
    } catch (StoreUnavailableException e) {
      List<Integer> all = new ArrayList<>();
      for (int place = 0; place < portion.documents(); place++) {
        all.add(place);
      }
      return new BulkAnswer(all, e.getMessage());
    }
    return BulkAnswer.of(answer);
  }

  private void pause(int retry) {
    try {
      Thread.sleep(settings.pause(retry).toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /**
   * A request that is still under way could write after the generation was deleted, and make its
   * index anew: so it is waited for, also by a thread that is interrupted. What is answered has
   * surely been written; what has to be dropped may still be.
   */
  private static void stop(ExecutorService senders) {
    senders.shutdown();
    if (hasEnded(senders, GRACE)) {
      return;
    }
    senders.shutdownNow();
    if (!hasEnded(senders, STOP)) {
      throw new IllegalStateException("A bulk request would not end.");
    }
  }

  /** Waits uninterruptibly; whether all senders have ended in that time. */
  private static boolean hasEnded(ExecutorService senders, Duration patience) {
    long start = System.nanoTime();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          long waited = System.nanoTime() - start;
          return senders.awaitTermination(patience.toNanos() - waited, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("The writing was interrupted.");
  }
}
