package io.cinephile.domain;

/**
 * A value that its type refuses. The message names the field, the value and the bound, and is fit
 * to be shown to the caller.
 */
public final class OutOfRangeException extends IllegalArgumentException {
  private final String field;

  /**
   * @param field the name by which the caller knows the value
   * @param value what was given; shortened to 60 characters in the message
   * @param bound what would have been accepted, as the rest of a sentence: "must be …"
   */
  public OutOfRangeException(String field, Object value, String bound) {
    super("%s %s, but is %s".formatted(field, bound, shortened(value)));
    this.field = field;
  }

  /** The name by which the caller knows the value. */
  public String field() {
    return field;
  }

  /** Returns {@code value} if it lies in {@code [least, most]}. */
  public static int requireBetween(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new OutOfRangeException(field, value, "must be from %d to %d".formatted(least, most));
    }
    return value;
  }

  /** Returns {@code value} if it is finite and lies in {@code [least, most]}. */
  public static double requireBetween(String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new OutOfRangeException(field, value, "must be from %s to %s".formatted(least, most));
    }
    return value;
  }

  private static String shortened(Object value) {
    String text = "'" + value + "'";
    return text.length() <= 60 ? text : text.substring(0, 57) + "…'";
  }
}
