package io.cinephile.domain.catalogue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A title without what people write in many ways: case, accents, punctuation, and the article,
 * which may lead ({@code The Matrix}) or trail ({@code Matrix, The}). Two spellings of a title fold
 * to the same words.
 *
 * @param words lower-case letters and digits only; may be empty
 */
public record FoldedTitle(List<String> words) {
  /** Articles that are nothing else: they are left out wherever they lead. */
  private static final Set<String> ARTICLES =
      Set.of(
          "the", "a", "an", "le", "la", "les", "l", "un", "une", "der", "das", "ein", "eine", "el",
          "los", "las", "il", "lo", "gli", "det", "ett");

  /**
   * Articles that are also words ({@code Die Hard}, {@code I, Robot}): moved to the front and kept.
   */
  private static final Set<String> AMBIGUOUS_ARTICLES =
      Set.of("die", "den", "en", "i", "o", "os", "as");

  private static final Pattern TRAILING_ARTICLE =
      Pattern.compile("^(.*),\\s*([\\p{L}]{1,4})['’]?\\s*$");
  private static final Pattern ELIDED_ARTICLE = Pattern.compile("(?i)^\\s*l['’]\\s*(?=\\p{L})");
  private static final Pattern ALTERNATE = Pattern.compile("\\(([^()]*)\\)");
  private static final Pattern ALSO_KNOWN_AS = Pattern.compile("(?i)^\\s*a\\.?k\\.?a\\.?:?\\s*");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern APOSTROPHES_AND_DOTS =
      Pattern.compile("(?<=\\p{L})['’.·](?=\\p{L})");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

  public FoldedTitle {
    words = List.copyOf(words);
  }

  /** Folds one name. */
  public static FoldedTitle of(String name) {
    List<String> words = words(withoutTrailingArticle(name));
    boolean leads = words.size() > 1 && ARTICLES.contains(words.get(0));
    return new FoldedTitle(leads ? words.subList(1, words.size()) : words);
  }

  /**
   * All the names in a title of the data set: the main one first, then those in parentheses, as in
   * {@code "Seven (a.k.a. Se7en)"}. Never empty; names that fold to nothing are left out where
   * there is another.
   */
  public static List<FoldedTitle> namesIn(String title) {
    Set<FoldedTitle> names = new LinkedHashSet<>();
    String main = ALTERNATE.matcher(title).replaceAll(" ");
    names.add(of(main.isBlank() ? title : main));
    Matcher alternate = ALTERNATE.matcher(title);
    while (alternate.find()) {
      names.add(of(ALSO_KNOWN_AS.matcher(alternate.group(1)).replaceFirst("")));
    }
    names.add(of(title));
    List<FoldedTitle> telling = names.stream().filter(name -> !name.words.isEmpty()).toList();
    return telling.isEmpty() ? List.of(of(title)) : telling;
  }

  /** Whether the lower-case word may be an article that a data set moves behind the title. */
  static boolean isArticle(String word) {
    return ARTICLES.contains(word) || AMBIGUOUS_ARTICLES.contains(word);
  }

  /** The words with one space between. */
  public String key() {
    return String.join(" ", words);
  }

  private static String withoutTrailingArticle(String name) {
    Matcher matcher = TRAILING_ARTICLE.matcher(name.strip());
    if (!matcher.matches()) {
      return ELIDED_ARTICLE.matcher(name).replaceFirst("");
    }
    String last = matcher.group(2).toLowerCase(Locale.ROOT);
    if (AMBIGUOUS_ARTICLES.contains(last)) {
      return last + " " + matcher.group(1);
    }
    return ARTICLES.contains(last) ? matcher.group(1) : name;
  }

  private static List<String> words(String name) {
    String plain =
        MARKS
            .matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT)
            .replace("ß", "ss")
            .replace("æ", "ae")
            .replace("œ", "oe")
            .replace("ø", "o")
            .replace("đ", "d")
            .replace("ł", "l")
            .replace("&", " and ");
    String joined = APOSTROPHES_AND_DOTS.matcher(plain).replaceAll("");
    List<String> words = new ArrayList<>();
    for (String word : SEPARATORS.split(joined, -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
