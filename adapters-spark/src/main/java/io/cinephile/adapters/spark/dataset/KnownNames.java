package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.DatasetLocation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The names that stand for a data set. */
final class KnownNames {
  /** As GroupLens publishes them. */
  static final List<String> PUBLISHED =
      List.of(
          "ml-100k",
          "ml-1m",
          "ml-10m",
          "ml-20m",
          "ml-25m",
          "ml-32m",
          "ml-latest",
          "ml-latest-small");

  /** So many letters may be wrong for a name still to look like a slip of the finger. */
  private static final int MOST_SLIPS = 2;

  private KnownNames() {}

  /** All names for people, separated by commas. */
  static String listed() {
    return String.join(", ", all().toList());
  }

  /** The name that was probably meant. */
  static Optional<String> nearest(String typed) {
    String folded = typed.strip().toLowerCase(Locale.ROOT);
    if (folded.length() > 2 * "ml-latest-small".length()) {
      return Optional.empty();
    }
    return all()
        .filter(name -> distance(folded, name) <= MOST_SLIPS)
        .min(Comparator.comparingInt(name -> distance(folded, name)));
  }

  private static Stream<String> all() {
    return Stream.concat(Stream.of(DatasetLocation.SAMPLE.value()), PUBLISHED.stream());
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
