package io.cinephile.domain.catalogue;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a title of the data set into what people write: an article at the end of one of its names
 * moves to the front, {@code "Avventura, L' (Adventure, The)"} to {@code "L'Avventura (The
 * Adventure)"}.
 */
final class DisplayTitle {
  private static final Pattern NAME = Pattern.compile("[^()]+");
  private static final Pattern TRAILING_ARTICLE =
      Pattern.compile("^((?i:\\s*a\\.?k\\.?a\\.?:?\\s+)?)(.*\\S),\\s*(\\p{L}{1,4})(['’]?)(\\s*)$");

  private DisplayTitle() {}

  static String of(String listed) {
    if (listed.indexOf(',') < 0) { // most titles, and each answer asks for some dozen
      return listed;
    }
    return NAME.matcher(listed).replaceAll(name -> Matcher.quoteReplacement(articleFirst(name)));
  }

  private static String articleFirst(MatchResult name) {
    Matcher parts = TRAILING_ARTICLE.matcher(name.group());
    if (!parts.matches() || !FoldedTitle.isArticle(parts.group(3).toLowerCase(Locale.ROOT))) {
      return name.group();
    }
    String apostrophe = parts.group(4);
    String article = parts.group(3) + (apostrophe.isEmpty() ? " " : apostrophe);
    return parts.group(1) + article + parts.group(2) + parts.group(5);
  }
}
