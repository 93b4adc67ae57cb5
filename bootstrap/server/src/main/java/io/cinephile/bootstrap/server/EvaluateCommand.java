package io.cinephile.bootstrap.server;

import io.cinephile.adapters.spark.launch.ForegroundTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges the default parameters; stores nothing, and needs no Elasticsearch. */
@Command(
    name = "evaluate",
    description = {
      "Judge the default parameters, and store nothing.",
      "On the folds that a data set brings along (u1 to u5 of ml-100k), else on the latest fifth of each"
          + " viewer's ratings."
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private Settings settings;

  @Option(names = "--json", paramLabel = "<file>", description = "Write the figures as JSON, too.")
  private Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CinephileConfiguration configuration = settings.apply();
    ForegroundTrainer trainer = new ForegroundTrainer(TrainerCommands.of(configuration));
    List<String> arguments =
        new ArrayList<>(List.of("--evaluate", Preparation.dataset(configuration).value()));
    if (json != null) {
      arguments.addAll(List.of("--json", json.toAbsolutePath().toString()));
    }
    int exit = trainer.run(arguments);
    trainer.explanation(exit).ifPresent(reason -> System.err.println("cinephile: " + reason));
    return exit;
  }
}
