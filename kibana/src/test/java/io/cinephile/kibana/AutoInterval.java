package io.cinephile.kibana;

import java.time.Duration;
import java.util.List;

/**
 * The span of time that Kibana gives a bar where the interval is {@code auto}: of the spans that
 * look well, the smallest that is longer than a fiftieth of the period. So do {@code
 * calcAutoIntervalNear} in Kibana's {@code data} plugin and its default of {@code
 * histogram:barTarget}; its upper limit of a hundred bars is never reached thereby.
 */
final class AutoInterval {
  private static final int BARS = 50;

  /** The largest first; with the days that Kibana reckons a month and a year to have. */
  private static final List<Span> SPANS =
      List.of(
          new Span("1y", Duration.ofDays(365)),
          new Span("1M", Duration.ofDays(30)),
          new Span("1w", Duration.ofDays(7)),
          new Span("1d", Duration.ofDays(1)),
          new Span("12h", Duration.ofHours(12)),
          new Span("3h", Duration.ofHours(3)),
          new Span("1h", Duration.ofHours(1)),
          new Span("30m", Duration.ofMinutes(30)));

  private record Span(String name, Duration length) {}

  private AutoInterval() {}

  /**
   * @param period from two days to fifty years
   */
  static String of(Duration period) {
    Duration bar = period.dividedBy(BARS);
    for (int i = 1; i < SPANS.size(); i++) {
      if (SPANS.get(i).length().compareTo(bar) <= 0) {
        return SPANS.get(i - 1).name();
      }
    }
    throw new IllegalArgumentException("Too short a period: " + period);
  }
}
