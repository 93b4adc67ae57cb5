package io.cinephile.adapters.rest;

import io.cinephile.application.DecideOnData.Decisions;
import io.cinephile.application.DecideOnData.Standing;
import io.cinephile.domain.privacy.LegalBasis;
import io.cinephile.domain.privacy.PrivacyChoices.Choice;
import io.cinephile.domain.privacy.Purpose;
import io.cinephile.domain.privacy.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a user's data may be used for, and what the user decided about it. */
@Schema(name = "Consents")
record ConsentsView(
    @Schema(
            description =
                "What holds for a purpose that the user has not decided on: allowed until the user"
                    + " objects (legitimate-interest), or refused until the user consents.")
        LegalBasis legalBasis,
    @Schema(
            description = "The version of the privacy notice that is in force.",
            examples = "1",
            minimum = "1")
        int notice,
    @Schema(
            description =
                "Since when nothing is done with the data but to store them; absent where they are"
                    + " not restricted.",
            examples = "2026-11-22T16:15:00Z")
        Optional<Instant> restricted,
    @Schema(description = "How the use for each purpose stands.") List<PurposeView> purposes,
    @Schema(description = "All decisions, the oldest first.") List<ChoiceView> history) {

  /** Who told of a decision. */
  @Schema(name = "DecidedBy")
  enum DecidedBy {
    VIEWER,
    SERVICE,
    PRIVACY
  }

  @Schema(name = "PurposeStanding")
  record PurposeView(
      Purpose purpose,
      @Schema(description = "Whether the data may be used so now.", examples = "true")
          boolean allowed,
      @Schema(description = "Why they must not be; absent where they may.")
          Optional<Refusal> refusal,
      @Schema(description = "The last decision; absent where none was made.")
          Optional<ChoiceView> decision) {
    static PurposeView of(Standing standing) {
      return new PurposeView(
          standing.purpose(),
          standing.refusal().isEmpty(),
          standing.refusal(),
          standing.latest().map(ChoiceView::of));
    }
  }

  @Schema(name = "ConsentDecision")
  record ChoiceView(
      Purpose purpose,
      @Schema(description = "Consent, or its withdrawal and objection.", examples = "false")
          boolean allowed,
      @Schema(
              description = "The version of the privacy notice that it was made on.",
              examples = "1",
              minimum = "1")
          int notice,
      @Schema(description = "When it was made.", examples = "2026-11-22T16:15:00Z") Instant time,
      @Schema(
              description =
                  "Who told of it: the user in person, a service that speaks for the users, or"
                      + " whoever is in charge of privacy.")
          DecidedBy source) {
    static ChoiceView of(Choice choice) {
      return new ChoiceView(
          choice.purpose(),
          choice.allowed(),
          choice.notice(),
          choice.time(),
          DecidedBy.valueOf(choice.source().name()));
    }
  }

  static ConsentsView of(Decisions decisions) {
    return new ConsentsView(
        decisions.basis(),
        decisions.notice(),
        decisions.choices().restricted(),
        decisions.standings().stream().map(PurposeView::of).toList(),
        decisions.choices().choices().stream().map(ChoiceView::of).toList());
  }
}
