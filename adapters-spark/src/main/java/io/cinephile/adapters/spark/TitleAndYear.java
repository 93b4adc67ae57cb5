package io.cinephile.adapters.spark;

import io.cinephile.domain.catalogue.Movie;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A title as the movies file writes it, taken apart: {@code "Toy Story (1995)"} is the title {@code
 * "Toy Story"} of the year 1995. Of a span of years, {@code "(1995-1997)"} or {@code "(1995– )"},
 * the first one counts. What is no year of a {@link Movie} stays in the title.
 *
 * @param title without blanks around; empty where the file gives none
 */
record TitleAndYear(String title, Optional<Integer> year) {
  private static final Pattern YEAR_AT_THE_END =
      Pattern.compile("^(.*?)\\s*\\(\\s*(\\d{4})\\s*(?:[-–—]\\s*(?:\\d{4})?\\s*)?\\)$");

  /**
   * @param raw may be null, as the column may be empty
   */
  static TitleAndYear of(String raw) {
    String text = raw == null ? "" : raw.strip();
    Matcher matcher = YEAR_AT_THE_END.matcher(text);
    if (matcher.matches()) {
      int year = Integer.parseInt(matcher.group(2));
      if (year >= Movie.EARLIEST_YEAR && year <= Movie.LATEST_YEAR) {
        return new TitleAndYear(matcher.group(1), Optional.of(year));
      }
    }
    return new TitleAndYear(text, Optional.empty());
  }
}
