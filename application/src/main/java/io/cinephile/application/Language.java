package io.cinephile.application;

import java.util.Locale;

/** The languages in which the recommender is explained. */
public enum Language {
  ENGLISH(Locale.ENGLISH),
  FRENCH(Locale.FRENCH);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  public Locale locale() {
    return locale;
  }

  /** As BCP 47 has it: {@code en}. */
  public String tag() {
    return locale.getLanguage();
  }
}
