package io.cinephile.kibana;

/** The same in all languages. */
record Words(String en, String fr) {
  Words {
    if (en == null || en.isBlank() || fr == null || fr.isBlank()) {
      throw new IllegalArgumentException(
          "Words are missing: en is '%s', fr '%s'.".formatted(en, fr));
    }
  }

  String in(Language language) {
    return language == Language.EN ? en : fr;
  }
}
