package io.cinephile.adapters.spark.launch;

import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainerEnd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A trainer at work in a child process. Safe for use by several threads. */
final class TrainerProcess {
  /** How long it may take to read what an ended process has printed. */
  private static final Duration FOLLOWING = Duration.ofSeconds(10);

  private final TrainerCommand command;
  private final Process process;
  private final Path argumentFile;
  private volatile Thread follower = new Thread();
  private volatile boolean stopping;

  private TrainerProcess(TrainerCommand command, Process process, Path argumentFile) {
    this.command = command;
    this.process = process;
    this.argumentFile = argumentFile;
  }

  static TrainerProcess start(TrainerCommand command, RunId run) {
    try {
      Path folder = Files.createDirectories(command.log().toAbsolutePath().getParent());
      Path argumentFile = Files.createTempFile(folder, "trainer-", ".args");
      try {
        Files.writeString(argumentFile, TrainerCommand.argumentFile(command.arguments(run)));
        ProcessBuilder builder = command.process(argumentFile).redirectErrorStream(true);
        return new TrainerProcess(command, builder.start(), argumentFile);
      } catch (IOException e) {
        Files.deleteIfExists(argumentFile);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Reads the output from now on, and tells when the process has ended. */
  void onEnd(Consumer<TrainerEnd> ended) {
    follower = new Thread(() -> follow(ended), "trainer-output");
    follower.setDaemon(true);
    follower.start();
  }

  private void follow(Consumer<TrainerEnd> ended) {
    TrainerOutput output = new TrainerOutput(command.log(), command.environment());
    TrainerEnd end;
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      output.keep(reader);
      end = end(process.waitFor(), output);
    } catch (IOException e) {
      endByForce();
      end = badly("The trainer's output could not be kept: %s.".formatted(e.getMessage()), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      endByForce();
      end = badly(TrainerFailure.STOPPED, output);
    }
    removeArguments();
    ended.accept(end);
  }

  private TrainerEnd end(int exit, TrainerOutput output) {
    if (exit == 0) {
      return TrainerEnd.inGoodOrder();
    }
    String reason =
        stopping
            ? TrainerFailure.STOPPED
            : TrainerFailure.reason(exit, output.failure(), command.heap());
    return badly(reason, output);
  }

  private static TrainerEnd badly(String reason, TrainerOutput output) {
    return new TrainerEnd(false, reason, output.lastLines());
  }

  private void removeArguments() {
    try {
      Files.deleteIfExists(argumentFile);
    } catch (IOException e) {
      // It holds no secret; the next start of the machine may clean it up.
    }
  }

  /** Asks the process to end, and returns at once. */
  void askToStop() {
    stopping = true;
    process.destroy();
  }

  /**
   * Waits until the process is gone and its end was told; ends it by force, with all that it
   * started, if it is still there after that time.
   */
  void awaitEnd(Duration patience) {
    stopping = true;
    // What has lost its parent is no longer told to be a descendant.
    List<ProcessHandle> descendants = process.descendants().toList();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        endByForce();
      }
      descendants.forEach(ProcessHandle::destroyForcibly);
      follower.join(FOLLOWING.toMillis());
    } catch (InterruptedException e) {
      endByForce();
      Thread.currentThread().interrupt();
    }
  }

  private void endByForce() {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
  }
}
