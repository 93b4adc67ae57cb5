package io.cinephile.adapters.elasticsearch;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Merges each index of a generation into one segment. A generation is written once and searched by
 * hundreds of terms at a time, each of which is looked up in every segment. Elasticsearch does it
 * as a task, since it takes as long as writing the index anew.
 */
final class SegmentMerge {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final JsonTransport transport;

  SegmentMerge(JsonTransport transport) {
    this.transport = transport;
  }

  /**
   * Returns when it is done.
   *
   * @param indices separated by commas
   * @throws CancellationException if this thread is interrupted; it stays so, and Elasticsearch
   *     goes on
   */
  void of(String indices) {
    String begin = "/" + indices + "/_forcemerge?max_num_segments=1&wait_for_completion=false";
    String task = "/_tasks/" + transport.call("POST", begin).path("task").asText();
    while (!transport.call("GET", task).path("completed").asBoolean()) {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The writing was interrupted.");
    }
  }
}
