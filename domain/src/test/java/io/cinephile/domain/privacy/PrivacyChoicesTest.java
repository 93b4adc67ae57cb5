package io.cinephile.domain.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.privacy.PrivacyChoices.Choice;
import io.cinephile.domain.privacy.PrivacyChoices.Source;
import io.cinephile.domain.rating.Pseudonym;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PrivacyChoicesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T16:15:00Z");
  private static final PrivacyChoices NOTHING = PrivacyChoices.none(new Pseudonym("A".repeat(22)));

  private static Choice choice(Purpose purpose, boolean allowed) {
    return new Choice(purpose, allowed, 1, NOW, Source.VIEWER);
  }

  @Test
  void silence_means_what_the_legal_basis_makes_of_it() {
    assertThat(NOTHING.refusal(Purpose.TRAINING, LegalBasis.LEGITIMATE_INTEREST)).isEmpty();
    assertThat(NOTHING.refusal(Purpose.TRAINING, LegalBasis.CONSENT))
        .contains(Refusal.NOT_CONSENTED);
  }

  @Test
  void the_last_decision_about_a_purpose_counts_whatever_the_basis() {
    PrivacyChoices refused =
        NOTHING.with(choice(Purpose.TRAINING, true)).with(choice(Purpose.TRAINING, false));
    PrivacyChoices allowed = refused.with(choice(Purpose.TRAINING, true));
    for (LegalBasis basis : LegalBasis.values()) {
      assertThat(refused.refusal(Purpose.TRAINING, basis)).contains(Refusal.OBJECTED);
      assertThat(allowed.refusal(Purpose.TRAINING, basis)).isEmpty();
      assertThat(allowed.refusal(Purpose.STATISTICS, basis))
          .isEqualTo(NOTHING.refusal(Purpose.STATISTICS, basis));
    }
    assertThat(allowed.choices()).hasSize(3);
  }

  @Test
  void a_restriction_outweighs_consent_until_it_ends_and_begins_once() {
    PrivacyChoices restricted = NOTHING.with(choice(Purpose.TRAINING, true)).restrictedSince(NOW);

    assertThat(restricted.refusal(Purpose.TRAINING, LegalBasis.CONSENT))
        .contains(Refusal.RESTRICTED);
    assertThat(restricted.restrictedSince(NOW.plusSeconds(1))).isEqualTo(restricted);
    assertThat(restricted.unrestricted().allows(Purpose.TRAINING, LegalBasis.CONSENT)).isTrue();
  }
}
