package io.cinephile.domain.privacy;

/** Why a viewer's data must not be used for a purpose. */
public enum Refusal {
  /** The viewer has been erased. */
  ERASED,
  /** The viewer has had all use but storing restricted (GDPR Art. 18). */
  RESTRICTED,
  /** The viewer has objected, or withdrawn the consent (Art. 21, 7(3)). */
  OBJECTED,
  /** The purpose rests on consent, and the viewer has not consented (Art. 7). */
  NOT_CONSENTED
}
