package io.cinephile.bootstrap.server;

import io.cinephile.adapters.spark.launch.ForegroundTrainer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Does the runs that servers with {@code cinephile.trainer.mode=waiting} want. */
@Command(
    name = "watch",
    description = {
      "Do the training runs that servers ask for, until it is stopped.",
      "For servers with CINEPHILE_TRAINER_MODE=waiting that share this Elasticsearch"
          + " (QUARKUS_ELASTICSEARCH_HOSTS) and the keys below --home."
    },
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  /** A trainer that ended sooner would end so again. */
  private static final Duration WORTH_ANOTHER = Duration.ofSeconds(30);

  @Mixin private Settings settings;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CinephileConfiguration configuration = settings.apply();
    if (!Settings.namesElasticsearch()) {
      throw new CommandFailedException(
          "no Elasticsearch is named (quarkus.elasticsearch.hosts), and watch needs the one that the"
              + " servers use.");
    }
    ForegroundTrainer trainer = new ForegroundTrainer(TrainerCommands.of(configuration));
    while (true) {
      long started = System.nanoTime();
      int exit = trainer.run(List.of("--watch"));
      trainer.explanation(exit).ifPresent(reason -> System.err.println("cinephile: " + reason));
      boolean broken = System.nanoTime() - started < WORTH_ANOTHER.toNanos();
      if (trainer.explanation(exit).isEmpty() || broken) {
        return exit;
      }
      System.err.println("cinephile: starting another trainer.");
    }
  }
}
