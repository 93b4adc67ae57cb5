package io.cinephile.domain.catalogue;

import io.cinephile.domain.OutOfRangeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody typed to name a movie. A year may stand at the end, in parentheses or bare; as
 * titles may end in a number too ({@code Blade Runner 2049}), a bare one is read both ways.
 */
public final class TitleQuery {
  /** Longest query, in characters. */
  public static final int MOST_CHARACTERS = 200;

  private static final Pattern YEAR_IN_PARENTHESES =
      Pattern.compile("^(.*?)\\s*\\((\\d{4})\\)\\s*$");
  private static final Pattern BARE_YEAR = Pattern.compile("^(.*\\S)[\\s,]+(\\d{4})\\s*$");

  private final String text;
  private final List<Reading> readings;

  private TitleQuery(String text, List<Reading> readings) {
    this.text = text;
    this.readings = List.copyOf(readings);
  }

  /** One way to read the query: a folded title and perhaps the year. */
  public record Reading(FoldedTitle title, Optional<Integer> year) {}

  /** A query whose caller knows it as the {@code title}. */
  public static TitleQuery of(String text) {
    return of("title", text);
  }

  /**
   * Reads what was typed.
   *
   * @param field the name by which the caller knows the text
   * @param text 1 to {@value #MOST_CHARACTERS} characters with at least one letter or digit
   * @throws OutOfRangeException naming the field
   */
  public static TitleQuery of(String field, String text) {
    if (text == null || text.isBlank()) {
      throw new OutOfRangeException(field, text == null ? "" : text, "must not be empty");
    }
    if (text.length() > MOST_CHARACTERS) {
      throw new OutOfRangeException(
          field, text, "must have at most %d characters".formatted(MOST_CHARACTERS));
    }
    List<Reading> readings = readings(text.strip());
    if (readings.isEmpty()) {
      throw new OutOfRangeException(field, text, "must have a letter or a digit");
    }
    return new TitleQuery(text.strip(), readings);
  }

  /** What was typed, without blanks around. */
  public String text() {
    return text;
  }

  /** The ways to read it, the most literal first; never empty. */
  public List<Reading> readings() {
    return readings;
  }

  private static List<Reading> readings(String text) {
    List<Reading> found = new ArrayList<>();
    Matcher parenthesised = YEAR_IN_PARENTHESES.matcher(text);
    if (parenthesised.matches()) {
      add(found, parenthesised.group(1), year(parenthesised.group(2)));
    }
    if (found.isEmpty()) {
      add(found, text, Optional.empty());
      Matcher bare = BARE_YEAR.matcher(text);
      if (bare.matches() && year(bare.group(2)).isPresent()) {
        add(found, bare.group(1), year(bare.group(2)));
      }
    }
    return found;
  }

  private static void add(List<Reading> readings, String title, Optional<Integer> year) {
    FoldedTitle folded = FoldedTitle.of(title);
    if (!folded.words().isEmpty()) {
      readings.add(new Reading(folded, year));
    }
  }

  private static Optional<Integer> year(String digits) {
    int year = Integer.parseInt(digits);
    boolean plausible = year >= Movie.EARLIEST_YEAR && year <= Movie.LATEST_YEAR;
    return plausible ? Optional.of(year) : Optional.empty();
  }
}
