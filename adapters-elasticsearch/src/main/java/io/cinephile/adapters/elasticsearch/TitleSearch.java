package io.cinephile.adapters.elasticsearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.catalogue.TitleQuery.Reading;

/**
 * Asks for movies whose names share words with a title. The score counts: each word that is shared,
 * a little more where it is right to the letter, and beyond all words a name that is the whole
 * query. All weights are sums of powers of two, so that equal shares have equal scores and
 * popularity decides among them.
 */
final class TitleSearch {
  private static final int SHORTEST_FORGIVEN = 3;

  private static final double WORD = 1;
  private static final double WORD_TO_THE_LETTER = 0.5;
  private static final double NAME = 1024;
  private static final double NAME_TO_THE_LETTER = 512;

  private TitleSearch() {}

  static ObjectNode query(TitleQuery title) {
    ObjectNode query = JsonTransport.JSON.createObjectNode();
    ArrayNode should = query.putObject("bool").putArray("should");
    title.readings().stream()
        .map(Reading::title)
        .flatMap(name -> name.words().stream())
        .distinct()
        .forEach(word -> word(should, word));
    title.readings().stream()
        .map(Reading::title)
        .map(MovieDocument::key)
        .distinct()
        .forEach(name -> name(should, name));
    return query;
  }

  /** The same score, but only where all words of a reading are shared, or the name. */
  static ObjectNode named(TitleQuery title) {
    ObjectNode query = query(title);
    ArrayNode readings =
        ((ObjectNode) query.path("bool"))
            .putArray("filter")
            .addObject()
            .putObject("bool")
            .putArray("should");
    for (Reading reading : title.readings()) {
      ArrayNode must = readings.addObject().putObject("bool").putArray("must");
      reading.title().words().forEach(word -> alike(must, MovieDocument.NAMES, word, WORD));
      alike(readings, MovieDocument.NAME_KEYS, MovieDocument.key(reading.title()), NAME);
    }
    return query;
  }

  private static void word(ArrayNode should, String word) {
    alike(should, MovieDocument.NAMES, word, WORD);
    exact(should, MovieDocument.NAMES, word, WORD_TO_THE_LETTER);
  }

  private static void name(ArrayNode should, String name) {
    alike(should, MovieDocument.NAME_KEYS, name, NAME);
    exact(should, MovieDocument.NAME_KEYS, name, NAME_TO_THE_LETTER);
  }

  private static void exact(ArrayNode should, String field, String value, double weight) {
    constant(should, weight).putObject("term").put(field, value);
  }

  private static void alike(ArrayNode should, String field, String value, double weight) {
    if (value.codePointCount(0, value.length()) < SHORTEST_FORGIVEN) {
      exact(should, field, value, weight);
      return;
    }
    ObjectNode fuzzy = constant(should, weight).putObject("fuzzy").putObject(field);
    fuzzy.put("value", value);
    fuzzy.put("fuzziness", 1);
    fuzzy.put("transpositions", true);
    // Every spelling within one edit, not only the fifty most frequent.
    fuzzy.put("rewrite", "constant_score");
  }

  private static ObjectNode constant(ArrayNode should, double weight) {
    ObjectNode constant = should.addObject().putObject("constant_score");
    constant.put("boost", weight);
    return constant.putObject("filter");
  }
}
