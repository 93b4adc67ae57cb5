package io.cinephile.bootstrap.server;

import io.cinephile.application.RecordAction;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.AuditAction;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Trains once, without listening to anybody. */
public class TrainApplication implements QuarkusApplication {
  static final String FORCE = "--force";

  private final Console console = Console.ofThisProcess();

  @Inject Preparation preparation;
  @Inject CinephileConfiguration configuration;
  @Inject RecordAction audit;

  @Override
  public int run(String... arguments) {
    preparation.awaitStore(console);
    boolean forced = List.of(arguments).contains(FORCE);
    audit.record(
        Actor.command("train"),
        AuditAction.TRAINING_STARTED,
        Optional.empty(),
        "dataset=%s force=%s".formatted(Preparation.dataset(configuration).value(), forced));
    return preparation.train(console, forced) ? 0 : 1;
  }
}
