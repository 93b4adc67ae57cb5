package io.cinephile.adapters.rest;

import io.cinephile.application.EnforceRetention.Outcome;
import io.cinephile.domain.retention.DataClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the rules on how long data are kept come to. */
@Schema(name = "Retention")
record RetentionView(
    @Schema(
            description = "Whether the items are those that were removed, or that would be.",
            examples = "false")
        boolean removed,
    List<RetainedView> classes) {

  /** One class of data. */
  @Schema(name = "RetainedClass")
  record RetainedView(
      @Schema(description = "The class of data.", examples = "training-runs") DataClass dataClass,
      @Schema(
              description =
                  "A period as ISO 8601 has it, `forever` for as long as nobody asks them to go, or how"
                      + " many of the newest are kept.",
              examples = "P2Y")
          String rule,
      @Schema(
              description = "What is older is removed; absent where age has no say.",
              examples = "2024-11-22T16:15:00Z")
          Optional<Instant> cutoff,
      @Schema(description = "How many by age.", examples = "12") long items,
      @Schema(
              description = "Why they were not removed.",
              examples = "The audit trail has been tampered with. Entry 17 is missing.")
          Optional<String> obstacle) {}

  static RetentionView of(boolean removed, List<Outcome> outcomes) {
    return new RetentionView(
        removed,
        outcomes.stream()
            .map(
                outcome ->
                    new RetainedView(
                        outcome.rule().dataClass(),
                        outcome.rule().text(),
                        outcome.cutoff(),
                        outcome.items(),
                        outcome.obstacle()))
            .toList());
  }
}
