package io.cinephile.bootstrap.trainer;

import io.cinephile.adapters.spark.launch.LastLines;
import io.cinephile.adapters.spark.launch.ParentWatch;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The trainer's composition root, started by SparkSubmit, which decides by {@code --master} where
 * Spark runs. Ends with 0 if it did what it was asked to, 1 if that failed, 2 if the command line
 * was wrong. Asked to end, it breaks off the run at work in good order, within seconds.
 */
@Command(
    name = "trainer",
    description = "Does training runs that were recorded before, or judges parameters.",
    mixinStandardHelpOptions = true)
public final class Trainer implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(1);

  @ArgGroup(multiplicity = "1")
  private Work work;

  @Option(
      names = "--home",
      defaultValue = "${env:CINEPHILE_HOME}",
      description = "The folder of keys and data sets; CINEPHILE_HOME.")
  private Path home;

  @Option(names = "--json", description = "Write an evaluation to this file, too.")
  private Path json;

  private static final class Work {
    @Option(names = "--once", paramLabel = "<run>", description = "Do this run and end.")
    private String run;

    @Option(names = "--watch", description = "Do every run that waits for a trainer.")
    private boolean watch;

    @Option(names = "--evaluate", paramLabel = "<data>", description = "Judge on these data.")
    private String dataset;
  }

  private final LastLines lastLines;

  private Trainer(LastLines lastLines) {
    this.lastLines = lastLines;
  }

  public static void main(String... arguments) {
    LastLines lastLines = OverheardStream.ofStandardError();
    System.exit(new CommandLine(new Trainer(lastLines)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    ParentWatch.beginIfAsked(System.getenv());
    Home folder = new Home(home == null ? Home.defaultFolder() : home);
    try (OrderlyStop stop = OrderlyStop.ofThisThread()) {
      if (work.run != null) {
        return once(folder, new RunId(work.run));
      }
      return work.watch
          ? watch(folder, stop)
          : new DatasetEvaluation(folder, work.dataset, Optional.ofNullable(json)).run();
    } catch (CancellationException e) {
      // Somebody asked the process to end, and the work has.
      return 1;
    }
  }

  private int once(Home home, RunId run) throws IOException {
    try (RunWorker worker =
        new RunWorker(home, StoreSettings.of(System.getenv()), lastLines::lines)) {
      Optional<TrainingRun> ended = worker.work(run);
      if (ended.isEmpty()) {
        System.err.printf("There is no run %s to be done.%n", run);
      }
      return ended.map(TrainingRun::state).equals(Optional.of(State.FAILED)) ? 1 : 0;
    }
  }

  private int watch(Home home, OrderlyStop stop) throws IOException {
    if (home.pseudonymKey().read().isEmpty()) {
      // A key of its own would turn every viewer into somebody whom no server knows.
      System.err.printf(
          "cinephile: there is no %s. A trainer needs the key of the server that it works for.%n",
          home.pseudonymKey().file());
      return 1;
    }
    try (RunWorker worker =
        new RunWorker(home, StoreSettings.of(System.getenv()), lastLines::lines)) {
      new RunWatch(worker.runs(), worker::work, System.out::println, LOOK).until(stop::isWanted);
      return 0;
    }
  }
}
