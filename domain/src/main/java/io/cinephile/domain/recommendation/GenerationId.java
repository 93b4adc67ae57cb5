package io.cinephile.domain.recommendation;

import io.cinephile.domain.OutOfRangeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of what one training run published: its time in UTC and a few random characters, as in
 * {@code 20261122-161500-3f9a}. Sorts by time, and is a valid part of an index name.
 */
public record GenerationId(String value) implements Comparable<GenerationId> {
  private static final Pattern ALLOWED = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{4}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  public GenerationId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new OutOfRangeException("generation", value, "must look like 20261122-161500-3f9a");
    }
  }

  /**
   * Names what begins at that time.
   *
   * @param salt its lowest 16 bits tell generations of the same second apart
   */
  public static GenerationId of(Instant time, int salt) {
    return new GenerationId(TIME.format(time) + "-%04x".formatted(salt & 0xffff));
  }

  @Override
  public int compareTo(GenerationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
