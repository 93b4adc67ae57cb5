package io.cinephile.adapters.spark;

import java.util.Iterator;
import java.util.function.Supplier;

/**
 * Translates what Spark throws. Scala knows no checked exceptions: Spark's own arrive where Java
 * neither declares nor expects them.
 */
final class SparkFailure {
  private static final int LONGEST_REASON = 300;

  private SparkFailure() {}

  /** Does the work; what Spark throws on the way arrives as an {@link IllegalStateException}. */
  static <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (Exception e) {
      throw of(e);
    }
  }

  /** The same iterator, whose failures are translated. */
  static <T> Iterator<T> translated(Iterator<T> iterator) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return translated(iterator::hasNext);
      }

      @Override
      public T next() {
        return translated(iterator::next);
      }
    };
  }

  /** Leaves the domain's exceptions and other unchecked ones as they are. */
  static RuntimeException of(Exception failure) {
    if (failure instanceof RuntimeException e) {
      return e;
    }
    String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String shown = reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
    return new IllegalStateException("Spark failed: " + shown, failure);
  }
}
