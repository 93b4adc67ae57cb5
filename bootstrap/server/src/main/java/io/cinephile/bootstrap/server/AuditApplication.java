package io.cinephile.bootstrap.server;

import io.cinephile.application.InspectAudit;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.audit.Verification;
import io.cinephile.domain.audit.Verification.Broken;
import io.cinephile.domain.audit.Verification.Whole;
import io.cinephile.domain.rotation.KeyRefusedException;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Looks at the whole audit trail once, without listening to anybody. */
public class AuditApplication implements QuarkusApplication {
  /** The exit code where nobody can tell. */
  private static final int UNKNOWN = 2;

  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Console console = Console.ofThisProcess();

  @Inject Preparation preparation;
  @Inject InspectAudit inspection;

  @Override
  public int run(String... arguments) {
    try {
      preparation.awaitStore(console);
      Verification verification = verified();
      console.say(sentence(verification));
      return verification instanceof Whole ? 0 : 1;
    } catch (StoreUnavailableException | KeyRefusedException | UncheckedIOException e) {
      console.say("The audit trail could not be looked at. " + e.getMessage());
      return UNKNOWN;
    }
  }

  /**
   * While Elasticsearch was starting, calls may have failed so often that some more are refused.
   */
  private Verification verified() {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return inspection.verifyWhole();
      } catch (StoreUnavailableException e) {
        pause();
      }
    }
    return inspection.verifyWhole();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("Interrupted while waiting.", e);
    }
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
