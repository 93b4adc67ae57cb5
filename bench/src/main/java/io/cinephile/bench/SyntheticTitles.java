package io.cinephile.bench;

import io.cinephile.domain.catalogue.FoldedTitle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes up titles, no two of which fold to the same words. Used by one thread. */
final class SyntheticTitles {
  private static final int VOCABULARY = 12_000;
  private static final int MOST_WORDS = 4;
  private static final String[] BEGINNINGS = {
    "b", "br", "c", "ch", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s",
    "st", "t", "tr", "v", "w"
  };
  private static final String[] VOWELS = {"a", "e", "i", "o", "u", "ea", "ou"};
  private static final String[] ENDINGS = {"", "l", "n", "r", "s", "t", "nd", "rk"};

  private final SplittableRandom random;
  private final List<String> words = new ArrayList<>();
  private final Set<String> given = new HashSet<>();

  SyntheticTitles(long seed) {
    this.random = new SplittableRandom(seed);
    Set<String> different = new HashSet<>();
    while (different.size() < VOCABULARY) {
      String word = syllable() + syllable() + (random.nextBoolean() ? syllable() : "");
      if (different.add(word)) {
        words.add(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
      }
    }
  }

  private String syllable() {
    return oneOf(BEGINNINGS) + oneOf(VOWELS) + oneOf(ENDINGS);
  }

  private String oneOf(String[] some) {
    return some[random.nextInt(some.length)];
  }

  /** The next title, of one to four words. */
  String next() {
    while (true) {
      List<String> title = new ArrayList<>();
      int length = 1 + random.nextInt(MOST_WORDS);
      for (int i = 0; i < length; i++) {
        // The square makes the first words of the vocabulary the common ones.
        double at = random.nextDouble();
        title.add(words.get((int) (at * at * words.size())));
      }
      String text = String.join(" ", title);
      if (given.add(FoldedTitle.of(text).key())) {
        return text;
      }
    }
  }
}
