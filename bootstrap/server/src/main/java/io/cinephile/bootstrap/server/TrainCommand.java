package io.cinephile.bootstrap.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains once, shows how far it is, and ends. */
@Command(
    name = "train",
    description = {
      "Train once and end.",
      "Where a server runs with the same home, ask it instead: POST /api/v1/admin/training-runs."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Mixin private Settings settings;

  @Option(
      names = TrainApplication.FORCE,
      description = "Serve the outcome whatever the quality gate says; is recorded.")
  private boolean force;

  @Override
  public Integer call() {
    CinephileConfiguration configuration = settings.apply();
    Settings.set("quarkus.http.host-enabled", false);
    return ServerProcess.run(
        configuration, TrainApplication.class, force ? TrainApplication.FORCE : "");
  }
}
