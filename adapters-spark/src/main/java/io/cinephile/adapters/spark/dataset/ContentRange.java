package io.cinephile.adapters.spark.dataset;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Content-Range} of RFC 9110: {@code bytes 5-9/10}, or with an asterisk in place
 * of the range where that could not be answered.
 *
 * @param start the first byte's position; -1 where there is none
 * @param total bytes of the whole file; -1 where the server does not tell
 */
record ContentRange(long start, long total) {
  private static final Pattern FORMAT =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(?:(\\d{1,18})|\\*)");

  /**
   * @throws IOException where the header is missing or cannot be read
   */
  static ContentRange of(HttpHeaders headers) throws IOException {
    String value = headers.firstValue("Content-Range").orElse("");
    Matcher found = FORMAT.matcher(value);
    if (!found.matches()) {
      throw new IOException("the header Content-Range is '%s'".formatted(value));
    }
    return new ContentRange(number(found.group(1)), number(found.group(2)));
  }

  private static long number(String digits) {
    return digits == null ? -1 : Long.parseLong(digits);
  }
}
