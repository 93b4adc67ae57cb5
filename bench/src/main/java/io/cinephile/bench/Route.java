package io.cinephile.bench;

import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.Optional;

/**
 * Something that the server is asked, and how often.
 *
 * @param key by which {@code --only} names it
 * @param name in the table
 * @param rate new requests a second
 * @param aim if there is one
 * @param request draws anew what it asks for each time
 */
record Route(
    String key, String name, int rate, Optional<Aim> aim, HttpRequestActionBuilder request) {
  /** Bounds in milliseconds; infinite where there is none. */
  record Aim(double p50, double p99) {
    /** Says what was aimed at, and whether it was reached: an error misses it, too. */
    String judge(Latencies latencies, long errors) {
      boolean met = errors == 0 && latencies.millis(50) < p50 && latencies.millis(99) < p99;
      String bounds =
          Double.isInfinite(p50)
              ? "p99 < %.0f".formatted(p99)
              : "p50 < %.0f, p99 < %.0f".formatted(p50, p99);
      return bounds + (met ? ": met" : ": missed");
    }
  }
}
