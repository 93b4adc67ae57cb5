package io.cinephile.bootstrap.server;

import io.cinephile.application.InspectAudit;
import io.cinephile.domain.audit.Verification;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.audit.Verification.Whole;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;

/** Looks at the whole audit trail once, without listening to anybody. */
public class AuditApplication implements QuarkusApplication {
  private final Console console = Console.ofThisProcess();

  @Inject Preparation preparation;
  @Inject InspectAudit inspection;

  @Override
  public int run(String... arguments) {
    preparation.awaitStore(console);
    Verification verification = inspection.verifyWhole();
    console.say(sentence(verification));
    return verification instanceof Whole ? 0 : 1;
  }

  static String sentence(Verification verification) {
    if (verification instanceof Broken broken) {
      return "The audit trail has been tampered with. " + broken.sentence();
    }
    Whole whole = (Whole) verification;
    return whole
        .last()
        .map(
            last ->
                "The audit trail is whole: entries %d to %d."
                    .formatted(whole.first(), last.sequence()))
        .orElse("The audit trail is empty, and nothing tells that it should not be.");
  }
}
