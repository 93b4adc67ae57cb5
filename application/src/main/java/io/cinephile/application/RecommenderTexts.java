package io.cinephile.application;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of one language, from {@code recommender.en.properties} and so on, with gaps such as
 * {@code ${rank}} that are filled with values. No text says a number by itself.
 */
final class RecommenderTexts {
  private static final Pattern GAP = Pattern.compile("\\$\\{([a-zA-Z0-9]+)}");
  private static final int MOST_DECIMALS = 4;

  private final Properties texts = new Properties();
  private final Map<String, Object> values;
  private final NumberFormat numbers;

  /**
   * @param values of the gaps: numbers, which are written as the language has it, or text
   */
  RecommenderTexts(Language language, Map<String, Object> values) {
    this.values = Map.copyOf(values);
    this.numbers = NumberFormat.getNumberInstance(language.locale());
    numbers.setMaximumFractionDigits(MOST_DECIMALS);
    String resource = "recommender.%s.properties".formatted(language.tag());
    try (InputStream bytes = RecommenderTexts.class.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IllegalStateException("%s is not packaged".formatted(resource));
      }
      try (Reader reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
        texts.load(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The text of that key with its gaps filled.
   *
   * @throws IllegalStateException if there is no such text, or no value for a gap
   */
  String text(String key) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("the recommender's texts have no " + key);
    }
    return GAP.matcher(text).replaceAll(gap -> Matcher.quoteReplacement(value(gap.group(1))));
  }

  /** {@code <key>.1}, {@code <key>.2} and so on, as far as they go. */
  List<String> paragraphs(String key) {
    List<String> paragraphs = new ArrayList<>();
    for (int i = 1; texts.containsKey(key + "." + i); i++) {
      paragraphs.add(text(key + "." + i));
    }
    return paragraphs;
  }

  /** A value as it stands in a text. */
  String value(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the recommender's texts have a gap without value: " + name);
    }
    return value instanceof Number number ? numbers.format(number) : value.toString();
  }

  /** All keys, in alphabetical order. */
  Set<String> keys() {
    return new TreeSet<>(texts.stringPropertyNames());
  }

  /** The text as it is packaged. */
  String raw(String key) {
    return texts.getProperty(key);
  }
}
