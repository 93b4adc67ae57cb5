package io.cinephile.kibana;

import java.util.Locale;

/** A language that the dashboards are written in. */
public enum Language {
  EN,
  FR;

  /** The code of ISO 639-1, as file names have it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
