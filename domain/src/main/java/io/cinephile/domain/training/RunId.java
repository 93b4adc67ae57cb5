package io.cinephile.domain.training;

import io.cinephile.domain.OutOfRangeException;
import java.util.regex.Pattern;

/** The name of a training run, as in {@code run-20261122-161500-3f9a}. */
public record RunId(String value) {
  private static final String PREFIX = "run-";
  private static final Pattern ALLOWED = Pattern.compile(PREFIX + "\\d{8}-\\d{6}-[0-9a-f]{4}");

  public RunId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new OutOfRangeException("run", value, "must look like run-20261122-161500-3f9a");
    }
  }

  /** What tells it from other runs: its time and a few random characters. */
  public String suffix() {
    return value.substring(PREFIX.length());
  }

  @Override
  public String toString() {
    return value;
  }
}
