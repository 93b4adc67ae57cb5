package io.cinephile.adapters.spark.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code .md5} files that GroupLens publishes beside its archives. */
final class PublishedChecksum {
  private static final String HEX = "(?<hex>[0-9a-fA-F]{32})";

  /** As BSD's {@code md5}, as GNU's {@code md5sum}, and the bare checksum. */
  private static final List<Pattern> FORMATS =
      List.of(
          Pattern.compile("MD5 ?\\((?<file>[^)]+)\\) ?= ?" + HEX),
          Pattern.compile(HEX + "\\s+\\*?(?<file>\\S+)"),
          Pattern.compile(HEX + "(?<file>)"));

  private PublishedChecksum() {}

  /**
   * The checksum of that file, in lower case; empty where the text holds none.
   *
   * @param fileName without folders; folders in the text are ignored
   */
  static Optional<String> of(String fileName, String text) {
    return text.lines()
        .map(String::strip)
        .flatMap(line -> FORMATS.stream().map(format -> format.matcher(line)))
        .filter(Matcher::matches)
        .filter(found -> isAbout(fileName, found.group("file")))
        .map(found -> found.group("hex").toLowerCase(Locale.ROOT))
        .findFirst();
  }

  private static boolean isAbout(String fileName, String named) {
    return named.isEmpty() || named.equals(fileName) || named.endsWith("/" + fileName);
  }
}
