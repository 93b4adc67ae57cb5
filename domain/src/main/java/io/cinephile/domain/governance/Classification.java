package io.cinephile.domain.governance;

/** How near a field is to a person, the nearest first. */
public enum Classification {
  /** Names a person, or opens what names one. */
  PERSONAL,
  /** Is about one person, who is named by a pseudonym; personal data all the same (GDPR 4(5)). */
  PSEUDONYMOUS,
  /** Was computed from the data of many people; whether it is anonymous is not claimed. */
  AGGREGATE,
  /** Is about the installation. */
  TECHNICAL,
  /** Is about movies alone. */
  PUBLIC;

  /** Whether the GDPR applies to it. */
  public boolean isPersonalData() {
    return this == PERSONAL || this == PSEUDONYMOUS;
  }
}
