package io.cinephile.bench;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What came of measuring one route. Safe for use by several threads. */
final class RouteRecord {
  /** The columns of {@link #row}. */
  static final String HEADER =
      """
      | route | offered/s | served/s | p50 ms | p95 ms | p99 ms | p99.9 ms | errors | sent late p99 ms \
      | CPU s server | CPU s Elasticsearch | CPU s load | RSS MB server | RSS MB Elasticsearch | aim |
      | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --- |
      """;

  private final Route route;
  private final Workload workload;
  private final Latencies latencies = new Latencies();
  private final Latencies lateness = new Latencies();
  private final AtomicLong sent = new AtomicLong();
  private final Map<String, Integer> errors = new ConcurrentSkipListMap<>();
  private final AtomicLong lastEnd = new AtomicLong();
  private volatile long firstBegin;
  private volatile ProcessUse server;
  private volatile ProcessUse elasticsearch;
  private volatile ProcessUse load;

  RouteRecord(Route route, Workload workload) {
    this.route = route;
    this.workload = workload;
  }

  /** Nothing was sent yet. */
  void open() {
    server = ProcessUse.of(workload.server());
    elasticsearch = ProcessUse.of(workload.elasticsearch());
    load = ProcessUse.of(ProcessHandle.current().pid());
  }

  /** A request is about to be sent; returns when that was, in nanoseconds. */
  long begin() {
    long now = System.nanoTime();
    long number = sent.getAndIncrement();
    if (number == 0) {
      firstBegin = now;
    }
    lateness.add(now - firstBegin - number * TimeUnit.SECONDS.toNanos(1) / route.rate());
    return now;
  }

  /**
   * A request has ended.
   *
   * @param error what it ended with, if with another answer than was asked for, or with none
   */
  void end(long begun, Optional<String> error) {
    long now = System.nanoTime();
    latencies.add(now - begun);
    lastEnd.accumulateAndGet(now, Math::max);
    error.ifPresent(what -> errors.merge(what, 1, Integer::sum));
  }

  private int failed() {
    return errors.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The table's row, when all was answered. */
  String row() {
    ProcessUse serverNow = ProcessUse.of(workload.server());
    ProcessUse elasticsearchNow = ProcessUse.of(workload.elasticsearch());
    ProcessUse loadNow = ProcessUse.of(ProcessHandle.current().pid());
    double seconds = (lastEnd.get() - firstBegin) / 1e9;
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f | %s | %s | %s | %s | %s | %s | %.2f | %.2f | %.2f | %d | %d | %s |%n",
        route.name(),
        route.rate(),
        (latencies.count() - failed()) / seconds,
        latencies.text(50),
        latencies.text(95),
        latencies.text(99),
        latencies.text(99.9),
        errors.isEmpty() ? "0" : errors.toString(),
        lateness.text(99),
        serverNow.cpuSeconds() - server.cpuSeconds(),
        elasticsearchNow.cpuSeconds() - elasticsearch.cpuSeconds(),
        loadNow.cpuSeconds() - load.cpuSeconds(),
        serverNow.residentMegabytes(),
        elasticsearchNow.residentMegabytes(),
        route.aim().map(aim -> aim.judge(latencies, failed())).orElse(""));
  }
}
