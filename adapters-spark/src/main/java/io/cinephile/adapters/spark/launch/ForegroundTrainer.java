package io.cinephile.adapters.spark.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A trainer on this process's own console, which ends with this process. */
public final class ForegroundTrainer {
  /**
   * Done, failed and wrongly asked, of which the trainer has said why; hung up, interrupted and
   * terminated, of which whoever did it knows.
   */
  private static final Set<Integer> EXPLAINED = Set.of(0, 1, 2, 129, 130, 143);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final TrainerCommand command;

  public ForegroundTrainer(TrainerCommand command) {
    this.command = command;
  }

  /**
   * Runs a trainer with such arguments, and returns its exit code.
   *
   * @throws IOException if it cannot be started
   */
  public int run(List<String> arguments) throws IOException, InterruptedException {
    Path argumentFile = Files.createTempFile("trainer-", ".args");
    Files.writeString(argumentFile, TrainerCommand.argumentFile(command.arguments(arguments)));
    Process trainer =
        command
            .process(argumentFile)
            .inheritIO()
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    // On Ctrl-C the console belongs to somebody else as soon as this process is gone.
    Thread together = new Thread(() -> end(trainer, argumentFile), "trainer-end");
    Runtime.getRuntime().addShutdownHook(together);
    int exit = trainer.waitFor();
    Files.deleteIfExists(argumentFile);
    removeHook(together);
    return exit;
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending: the hook is at work.
    }
  }

  private static void end(Process trainer, Path argumentFile) {
    trainer.destroy();
    try {
      if (!trainer.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        trainer.destroyForcibly();
      }
      Files.deleteIfExists(argumentFile);
    } catch (IOException e) {
      // It holds no secret.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why a trainer ended so, where neither it nor a person at the console can tell. */
  public Optional<String> explanation(int exit) {
    return EXPLAINED.contains(exit)
        ? Optional.empty()
        : Optional.of(TrainerFailure.reason(exit, Optional.empty(), command.heap()));
  }
}
