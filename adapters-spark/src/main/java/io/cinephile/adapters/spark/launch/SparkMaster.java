package io.cinephile.adapters.spark.launch;

import io.cinephile.domain.OutOfRangeException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Spark works, and on how many cores.
 *
 * @param url as Spark's {@code --master} takes it: {@code local[*]}, {@code spark://host:7077}, …
 * @param cores at most, on a cluster in all; empty for as many as there are, or as the url says
 */
public record SparkMaster(String url, Optional<Integer> cores) {
  /** All cores of this machine. */
  public static final String LOCAL = "local[*]";

  private static final int MOST_CORES = 1024;
  private static final String ALL = "*";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /**
   * Puts two settings together. A bound on the cores replaces the star of {@code local[*]}; a local
   * master that names its cores itself cannot be bounded, as both would say the same thing.
   *
   * @param master as Spark takes it
   * @param cores a whole number from 1 to 1024, or {@code *} for all; empty for what the master
   *     says
   * @throws OutOfRangeException if the number is out of bounds, or the two contradict each other
   */
  public static SparkMaster of(String master, Optional<String> cores) {
    Optional<Integer> bound =
        cores.map(String::strip).filter(c -> !c.equals(ALL)).map(SparkMaster::number);
    if (!isLocal(master)) {
      return new SparkMaster(master, bound);
    }
    if (cores.isPresent() && !master.equals(LOCAL)) {
      throw new OutOfRangeException(
          "cinephile.trainer.cores",
          cores.get(),
          "must not be set where cinephile.trainer.master names its cores itself (%s)"
              .formatted(master));
    }
    return new SparkMaster(bound.map("local[%d]"::formatted).orElse(master), Optional.empty());
  }

  private static int number(String cores) {
    int number = NUMBER.matcher(cores).matches() ? Integer.parseInt(cores) : 0;
    if (number < 1 || number > MOST_CORES) {
      throw new OutOfRangeException(
          "cinephile.trainer.cores",
          cores,
          "must be a whole number from 1 to %d, or *".formatted(MOST_CORES));
    }
    return number;
  }

  /** Whether Spark works in the trainer's own process. */
  public boolean isLocal() {
    return isLocal(url);
  }

  private static boolean isLocal(String url) {
    return url.startsWith("local");
  }

  /** What SparkSubmit is told. */
  List<String> arguments() {
    return cores
        .map(most -> List.of("--master", url, "--conf", "spark.cores.max=" + most))
        .orElse(List.of("--master", url));
  }
}
