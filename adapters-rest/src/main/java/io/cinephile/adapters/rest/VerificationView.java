package io.cinephile.adapters.rest;

import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.Verification;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.audit.Verification.Fault;
import io.cinephile.domain.audit.Verification.Whole;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether somebody has tampered with the audit trail. */
@Schema(name = "AuditVerification")
record VerificationView(
    @Schema(description = "Whether nothing was found.", examples = "true") boolean whole,
    @Schema(
            description =
                "The first entry: later than 1 where earlier ones were removed since they had been"
                    + " kept for long enough. Absent where there is none, or a fault.",
            examples = "1")
        Optional<Long> first,
    @Schema(description = "The last entry that was looked at.", examples = "42")
        Optional<Long> last,
    @Schema(description = "The first fault.", examples = "edited") Optional<Fault> fault,
    @Schema(description = "The place where it shows.", examples = "17") Optional<Long> sequence,
    @Schema(
            description = "The same for people.",
            examples = "Entry 17 was changed after it had been sealed.")
        Optional<String> detail) {

  static VerificationView of(Verification verification) {
    if (verification instanceof Broken broken) {
      return new VerificationView(
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.of(broken.fault()),
          Optional.of(broken.sequence()),
          Optional.of(broken.sentence()));
    }
    Whole whole = (Whole) verification;
    return new VerificationView(
        true,
        whole.last().map(last -> whole.first()),
        whole.last().map(Anchor::sequence),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
