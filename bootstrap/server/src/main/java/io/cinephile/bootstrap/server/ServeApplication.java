package io.cinephile.bootstrap.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.nio.file.Path;

/**
 * Brings the server from nothing to ready, tells a person how far it is, and serves until stopped.
 */
public class ServeApplication implements QuarkusApplication {
  private final Console console = Console.ofThisProcess();

  @Inject Preparation preparation;
  @Inject CinephileConfiguration configuration;
  @Inject AdminKey adminKey;

  @Override
  public int run(String... arguments) {
    adminKey.create().ifPresent(this::showOnce);
    preparation.awaitStore(console);
    if (!preparation.trainIfNeeded(console)) {
      return 1;
    }
    preparation.warmUp();
    showReady();
    Quarkus.waitForExit();
    return 0;
  }

  private void showOnce(String key) {
    console.say("The admin key of this installation, shown this once: " + key);
  }

  private void showReady() {
    String address = "http://localhost:" + configuration.port();
    console.say("");
    console.say("Cinephile is ready on " + address + "  (API: " + address + "/q/swagger-ui)");
    console.say(
        "  Try:       curl '%s/api/v1/recommendations?title=toy+story&limit=5'".formatted(address));
    Path key = adminKey.file();
    console.say("  Admin key: " + key);
    console.say("  Stop:      Ctrl-C");
  }
}
