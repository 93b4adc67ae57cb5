package io.cinephile.domain.privacy;

/** What a purpose rests on while a viewer has not said anything (GDPR Art. 6). */
public enum LegalBasis {
  /** Allowed until the viewer objects (Art. 6(1)(f), Art. 21). */
  LEGITIMATE_INTEREST(true),
  /** Refused until the viewer consents (Art. 6(1)(a), Art. 7). */
  CONSENT(false);

  private final boolean allowsUnasked;

  LegalBasis(boolean allowsUnasked) {
    this.allowsUnasked = allowsUnasked;
  }

  /** Whether viewers who said nothing are taken to allow the purpose. */
  public boolean allowsUnasked() {
    return allowsUnasked;
  }
}
