package io.cinephile.adapters.spark;

import io.cinephile.adapters.spark.launch.TrainerFailure;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates what Spark throws. Scala knows no checked exceptions: Spark's own arrive where Java
 * neither declares nor expects them.
 */
final class SparkFailure {
  private static final Logger LOG = LoggerFactory.getLogger(SparkFailure.class);
  private static final int LONGEST_REASON = 300;

  private SparkFailure() {}

  /**
   * Says in a sentence what is known of the failure, and leaves the rest to the log. The domain's
   * exceptions and other unchecked ones stay as they are.
   */
  static RuntimeException of(Exception failure) {
    Optional<String> shortage = shortage(failure);
    if (shortage.isEmpty() && failure instanceof RuntimeException e) {
      return e;
    }
    LOG.error("Spark failed.", failure);
    return new IllegalStateException(shortage.orElseGet(() -> firstLine(failure)), failure);
  }

  /** A task that gets no memory from Spark fails like any other; no process ends by that. */
  private static Optional<String> shortage(Exception failure) {
    String heap = (Runtime.getRuntime().maxMemory() >> 20) + "m";
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
        .flatMap(cause -> TrainerFailure.toldBy(cause.toString()).stream())
        .findFirst()
        .map(told -> told.reason(heap));
  }

  private static String firstLine(Exception failure) {
    String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return "Spark failed: " + reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
  }
}
