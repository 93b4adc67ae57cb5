package io.cinephile.bootstrap.server;

import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.util.List;

/** Trains once, without listening to anybody. */
public class TrainApplication implements QuarkusApplication {
  static final String FORCE = "--force";

  private final Console console = Console.ofThisProcess();

  @Inject Preparation preparation;

  @Override
  public int run(String... arguments) {
    preparation.awaitStore(console);
    return preparation.train(console, List.of(arguments).contains(FORCE)) ? 0 : 1;
  }
}
