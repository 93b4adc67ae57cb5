package io.cinephile.adapters.elasticsearch;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the indices are called: {@code <prefix>-<what>} for an alias or a standing index, {@code
 * <prefix>-<what>-<generation>} for an index of a generation.
 *
 * @param prefix lower-case letters, digits and hyphens, at most 40, beginning with a letter
 */
record IndexNames(String prefix) {
  private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  IndexNames {
    if (!ALLOWED.matcher(prefix).matches()) {
      throw new OutOfRangeException(
          "index prefix", prefix, "must be up to 40 lower-case letters, digits and hyphens");
    }
  }

  /** What the standing index is called that says which key is in use. */
  static final String KEY = "pseudonym-key";

  private static final String COPY = "rewritten-";

  /** Where an index is rewritten to before it takes its place. */
  String copyOf(String index) {
    return standing(COPY) + index.substring(standing("").length());
  }

  /** All such copies. */
  String copies() {
    return standing(COPY) + "*";
  }

  /** What an index is a copy of, if it is one. */
  Optional<String> original(String copy) {
    return copy.startsWith(standing(COPY))
        ? Optional.of(standing(copy.substring(standing(COPY).length())))
        : Optional.empty();
  }

  /** A standing index. */
  String standing(String what) {
    return prefix + "-" + what;
  }

  String alias(GenerationIndex index) {
    return standing(index.title());
  }

  String of(GenerationIndex index, GenerationId generation) {
    return alias(index) + "-" + generation;
  }

  /** All three of a generation, separated by commas. */
  String all(GenerationId generation) {
    return Arrays.stream(GenerationIndex.values())
        .map(index -> of(index, generation))
        .collect(Collectors.joining(","));
  }

  /** Whatever a generation may have left, separated by commas. */
  String patterns() {
    return Arrays.stream(GenerationIndex.values())
        .map(this::pattern)
        .collect(Collectors.joining(","));
  }

  String pattern(GenerationIndex index) {
    return alias(index) + "-*";
  }

  /** The generation that the index is part of, if it is part of one. */
  Optional<GenerationId> generation(String index) {
    for (GenerationIndex kind : GenerationIndex.values()) {
      String front = alias(kind) + "-";
      if (index.startsWith(front)) {
        return parsed(index.substring(front.length()));
      }
    }
    return Optional.empty();
  }

  private static Optional<GenerationId> parsed(String rest) {
    try {
      return Optional.of(new GenerationId(rest));
    } catch (OutOfRangeException e) {
      return Optional.empty();
    }
  }
}
