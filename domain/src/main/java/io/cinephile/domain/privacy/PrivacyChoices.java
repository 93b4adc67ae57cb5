package io.cinephile.domain.privacy;

import io.cinephile.domain.rating.Pseudonym;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a viewer decided about the use of their data, as it can be proved later (GDPR Art. 7(1)):
 * nothing is overwritten.
 *
 * @param choices the oldest first
 * @param restricted since when nothing but storing is allowed (Art. 18); empty where it is not so
 */
public record PrivacyChoices(Pseudonym viewer, List<Choice> choices, Optional<Instant> restricted) {

  public PrivacyChoices {
    choices = List.copyOf(choices);
  }

  /**
   * One decision.
   *
   * @param allowed consent, or its withdrawal and objection
   * @param notice the version of the privacy notice that it was made on, from 1
   */
  public record Choice(Purpose purpose, boolean allowed, int notice, Instant time, Source source) {}

  /** Who told of the decision. */
  public enum Source {
    /** The viewers, with a token of their own. */
    VIEWER,
    /** A service that speaks for the viewers. */
    SERVICE,
    /** Whoever is in charge of privacy. */
    PRIVACY
  }

  /** Of somebody who has not said anything. */
  public static PrivacyChoices none(Pseudonym viewer) {
    return new PrivacyChoices(viewer, List.of(), Optional.empty());
  }

  /** The last decision about a purpose. */
  public Optional<Choice> latest(Purpose purpose) {
    return choices.stream()
        .filter(choice -> choice.purpose() == purpose)
        .reduce((former, later) -> later);
  }

  /** Why the data must not be used so now; empty where they may be. */
  public Optional<Refusal> refusal(Purpose purpose, LegalBasis basis) {
    if (restricted.isPresent()) {
      return Optional.of(Refusal.RESTRICTED);
    }
    Optional<Choice> latest = latest(purpose);
    if (latest.isEmpty()) {
      return basis.allowsUnasked() ? Optional.empty() : Optional.of(Refusal.NOT_CONSENTED);
    }
    return latest.get().allowed() ? Optional.empty() : Optional.of(Refusal.OBJECTED);
  }

  /** Whether the data may be used so now. */
  public boolean allows(Purpose purpose, LegalBasis basis) {
    return refusal(purpose, basis).isEmpty();
  }

  /** With one more decision. */
  public PrivacyChoices with(Choice choice) {
    List<Choice> all = new ArrayList<>(choices);
    all.add(choice);
    return new PrivacyChoices(viewer, all, restricted);
  }

  /** Restricted since then, or since earlier. */
  public PrivacyChoices restrictedSince(Instant time) {
    return new PrivacyChoices(viewer, choices, restricted.or(() -> Optional.of(time)));
  }

  public PrivacyChoices unrestricted() {
    return new PrivacyChoices(viewer, choices, Optional.empty());
  }
}
