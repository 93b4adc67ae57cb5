package io.cinephile.adapters.rest;

import io.cinephile.domain.OutOfRangeException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads what callers write in an address. JAX-RS itself would answer 404 where a number is none; a
 * caller wants to hear the name, the value and the bound.
 */
final class QueryText {
  private QueryText() {}

  static Optional<Integer> wholeNumber(String field, String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Integer.valueOf(text.strip()));
    } catch (NumberFormatException e) {
      throw new OutOfRangeException(field, text, "must be a whole number");
    }
  }

  static Optional<Double> number(String field, String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Double.valueOf(text.strip()));
    } catch (NumberFormatException e) {
      throw new OutOfRangeException(field, text, "must be a number");
    }
  }

  static boolean truth(String field, String text) {
    return switch (text == null ? "" : text) {
      case "", "false" -> false;
      case "true" -> true;
      default -> throw new OutOfRangeException(field, text, "must be true or false");
    };
  }

  static <E extends Enum<E>> Optional<E> word(String field, String text, Class<E> words) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    E[] constants = words.getEnumConstants();
    return Optional.of(
        Arrays.stream(constants)
            .filter(constant -> JsonForm.word(constant.name()).equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    new OutOfRangeException(
                        field,
                        text,
                        "must be one of "
                            + Arrays.stream(constants)
                                .map(constant -> JsonForm.word(constant.name()))
                                .collect(Collectors.joining(", ")))));
  }
}
