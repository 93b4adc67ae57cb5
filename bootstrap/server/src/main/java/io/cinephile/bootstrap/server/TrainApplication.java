package io.cinephile.bootstrap.server;

import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;

/** Trains once, without listening to anybody. */
public class TrainApplication implements QuarkusApplication {
  private final Console console = Console.ofThisProcess();

  @Inject Preparation preparation;

  @Override
  public int run(String... arguments) {
    preparation.awaitStore(console);
    return preparation.train(console) ? 0 : 1;
  }
}
