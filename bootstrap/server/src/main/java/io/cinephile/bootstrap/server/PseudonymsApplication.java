package io.cinephile.bootstrap.server;

import io.cinephile.application.RotatePseudonyms;
import io.cinephile.application.RotatePseudonyms.Outcome;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.rotation.KeyRefusedException;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Rotates pseudonyms once, without listening to anybody; nothing else happens meanwhile. */
public class PseudonymsApplication implements QuarkusApplication {
  /** The exit code where it was broken off. */
  private static final int UNFINISHED = 2;

  private final Console console = Console.ofThisProcess();

  @Inject Preparation preparation;
  @Inject RotatePseudonyms rotation;
  @Inject Clock clock;

  @Override
  public int run(String... arguments) {
    preparation.awaitAnswer(console);
    Instant started = clock.instant();
    try {
      Outcome outcome =
          rotation.rotate(
              (place, written) ->
                  console.working(
                      "Rewriting %s: %,d documents".formatted(place, written), since(started)));
      console.done("Rewriting %,d documents".formatted(outcome.documents()), since(started));
      console.say(
          "All pseudonyms hang on the key %s now. Copy the keys, 'suppressions' and 'audit-anchor' from this home to the homes of other servers and trainers, and back them up."
              .formatted(outcome.to()));
      return 0;
    } catch (KeyRefusedException e) {
      console.say("The pseudonyms were not rotated. " + e.getMessage());
      return 1;
    } catch (StoreUnavailableException | UncheckedIOException e) {
      console.say("The rotation was broken off; start it again, and it goes on. " + e.getMessage());
      return UNFINISHED;
    }
  }

  private Duration since(Instant moment) {
    return Duration.between(moment, clock.instant());
  }
}
