package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.cinephile.application.ServingEvent;
import io.cinephile.application.ServingEvents;
import io.cinephile.domain.OutOfRangeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has events wait in memory for a thread of its own, which writes them in bulk, one request at a
 * time. What does not fit in any more is dropped, and so is what Elasticsearch does not take: both
 * are counted, and the log has a line when that begins and one when it ends. A request that records
 * an event pays for a place in a queue. Safe for use by several threads.
 */
public final class ElasticsearchServingEvents implements ServingEvents, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchServingEvents.class);
  private static final int SUCCESSES = 300;
  private static final int NAME_CHARACTERS = 8;

  private final StandingIndex index;
  private final Bounds bounds;
  private final BlockingQueue<ServingEvent> waiting;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final Thread writer = new Thread(this::work, "serving-events");

  /** Names this process for as long as it lives, and says nothing of the machine. */
  private final String server = UUID.randomUUID().toString().substring(0, NAME_CHARACTERS);

  /* Known to the writer alone. */
  private final LossReport report = new LossReport();
  private String reason = "";

  /**
   * How much is borne.
   *
   * @param waiting so many events wait at most, from 1 to 1,000,000
   * @param portionEvents a bulk request holds so many at most, from 1 to 100,000
   * @param portionBytes and is sent when it is that long, from 1 to 50,000,000
   * @param pause so long an event waits for others
   * @param patience so long a request to Elasticsearch may take
   * @param end so long closing waits for what is left to be written
   */
  public record Bounds(
      int waiting,
      int portionEvents,
      int portionBytes,
      Duration pause,
      Duration patience,
      Duration end) {
    /** Ten thousand answers a second; a few megabytes. */
    public static final Bounds DEFAULT =
        new Bounds(
            10_000,
            1_000,
            1_000_000,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2));

    public Bounds {
      OutOfRangeException.requireBetween("waiting events", waiting, 1, 1_000_000);
      OutOfRangeException.requireBetween("portion events", portionEvents, 1, 100_000);
      OutOfRangeException.requireBetween("portion bytes", portionBytes, 1, 50_000_000);
    }

    private boolean isFilledBy(Portion portion) {
      return portion.documents() >= portionEvents || portion.bytes() >= portionBytes;
    }
  }

  /** Each request to Elasticsearch is made once, and given up after a time. */
  private record Patience(Duration longest) implements CallPolicy {
    @Override
    public Optional<Duration> timeout() {
      return Optional.of(longest);
    }

    @Override
    public <T> T call(boolean repeatable, Supplier<T> attempt) {
      return attempt.get();
    }
  }

  /**
   * Begins to write. What waits is lost unless it is closed.
   *
   * @param client stays the caller's, who closes it later than this
   * @param prefix of all index names
   */
  public ElasticsearchServingEvents(RestClient client, String prefix, Bounds bounds) {
    this.index =
        new StandingIndex(
            new JsonTransport(client),
            new JsonTransport(client, new Patience(bounds.patience())),
            new IndexNames(prefix),
            "events");
    this.bounds = bounds;
    this.waiting = new ArrayBlockingQueue<>(bounds.waiting());
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void record(ServingEvent event) {
    if (closing.getCount() == 0 || !waiting.offer(event)) {
      dropped.increment();
    }
  }

  /** How many events Elasticsearch has taken, since this began. */
  public long written() {
    return written.sum();
  }

  /**
   * How many events were lost, since this began; among them those of a request that was given up,
   * which Elasticsearch may have written nevertheless.
   */
  public long dropped() {
    return dropped.sum();
  }

  @Override
  public long countBefore(Instant time) {
    return index.count(ServingEventDocument.before(time));
  }

  @Override
  public long removeBefore(Instant time) {
    return index.remove(ServingEventDocument.before(time));
  }

  /** Writes what waits, as far as the time suffices; the rest is dropped. May be repeated. */
  @Override
  public void close() {
    closing.countDown();
    try {
      writer.join(bounds.end().toMillis());
      writer.interrupt();
      writer.join(bounds.end().toMillis());
    } catch (InterruptedException e) {
      writer.interrupt();
      Thread.currentThread().interrupt();
    }
    while (waiting.poll() != null) {
      dropped.increment();
    }
  }

  private void work() {
    try {
      while (!closing.await(bounds.pause().toNanos(), TimeUnit.NANOSECONDS)) {
        writeWaiting();
      }
      writeWaiting();
    } catch (InterruptedException e) {
      // Whoever closes counts what is left.
    }
  }

  /** One portion after another while there are whole ones, but none after one that was lost. */
  private void writeWaiting() {
    long writtenSoFar = written.sum();
    boolean more = true;
    while (more) {
      Portion portion = nextPortion();
      more = portion.documents() > 0 && write(portion) && bounds.isFilledBy(portion);
    }
    tell(written.sum() > writtenSoFar);
  }

  private Portion nextPortion() {
    Portion portion = new Portion();
    while (!bounds.isFilledBy(portion)) {
      ServingEvent event = waiting.poll();
      if (event == null) {
        break;
      }
      portion.add(
          "index",
          anyId -> {},
          Optional.of(json -> ServingEventDocument.fields(event, server, json)));
    }
    return portion;
  }

  /** Returns whether all of it was taken. Whatever goes wrong, the thread goes on. */
  private boolean write(Portion portion) {
    int lost = portion.documents();
    try {
      lost = refused(index.add(portion));
    } catch (RuntimeException e) {
      reason = String.valueOf(e.getMessage());
    }
    written.add(portion.documents() - lost);
    dropped.add(lost);
    return lost == 0;
  }

  private int refused(JsonNode answer) {
    int refused = 0;
    if (answer.path("errors").asBoolean()) {
      for (JsonNode item : answer.path("items")) {
        JsonNode outcome = item.path("index");
        if (outcome.path("status").asInt() >= SUCCESSES) {
          reason = ErrorReason.of(outcome.path("error")).toString();
          refused++;
        }
      }
    }
    return refused;
  }

  private void tell(boolean wrote) {
    Optional<String> said = report.after(dropped.sum(), wrote, reason);
    said.ifPresent(report.isLosing() ? LOG::warn : LOG::info);
    reason = "";
  }
}
