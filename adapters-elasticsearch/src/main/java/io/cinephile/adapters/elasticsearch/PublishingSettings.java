package io.cinephile.adapters.elasticsearch;

import io.cinephile.domain.OutOfRangeException;
import java.time.Duration;

/**
 * How a generation is written.
 *
 * @param shards of each of its indices, from 1 to 1024
 * @param replicas of each shard, from 0 to 16
 * @param portionBytes a bulk request is sent when it is that long, from 1 to 50,000,000
 * @param portionDocuments or when it holds so many documents, from 1 to 100,000
 * @param inFlight so many bulk requests wait for their answers at once, from 1 to 16
 * @param retries so often a portion is sent again when the store is overloaded or away, from 0 to
 *     100
 * @param firstPause before the first retry; each further one doubles it, up to {@link
 *     #LONGEST_PAUSE}
 */
public record PublishingSettings(
    int shards,
    int replicas,
    int portionBytes,
    int portionDocuments,
    int inFlight,
    int retries,
    Duration firstPause) {

  public static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** One node; half a minute of overload or outage is sat out. */
  public static final PublishingSettings DEFAULT =
      new PublishingSettings(1, 0, 5_000_000, 5_000, 2, 10, Duration.ofMillis(100));

  public PublishingSettings {
    OutOfRangeException.requireBetween("shards", shards, 1, 1024);
    OutOfRangeException.requireBetween("replicas", replicas, 0, 16);
    OutOfRangeException.requireBetween("portion bytes", portionBytes, 1, 50_000_000);
    OutOfRangeException.requireBetween("portion documents", portionDocuments, 1, 100_000);
    OutOfRangeException.requireBetween("in flight", inFlight, 1, 16);
    OutOfRangeException.requireBetween("retries", retries, 0, 100);
    if (firstPause.isNegative() || firstPause.compareTo(LONGEST_PAUSE) > 0) {
      throw new OutOfRangeException("first pause", firstPause, "must be from 0 to 5 seconds");
    }
  }

  /** How long to wait before the retry of that number, which counts from 0. */
  Duration pause(int retry) {
    Duration doubled = firstPause.multipliedBy(1L << Math.min(retry, 20));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
