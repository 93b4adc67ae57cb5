package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A command below a shell that ends it as soon as this process is gone, however that came about.
 *
 * <p>The shell reads from a pipe whose other end only this process holds. The kernel closes that
 * end even after {@code kill -9}; the shell then reads the end of its input and ends the command.
 * Closing the pipe on purpose is how the command is stopped, too, so that there is one way out and
 * it is exercised each time.
 */
final class WatchedProcess implements AutoCloseable {

  /** How long the command may take to end after SIGTERM, before it gets SIGKILL. */
  static final Duration GRACE = Duration.ofSeconds(20);

  private static final Duration LIMIT = GRACE.multipliedBy(2).plusSeconds(5);

  /**
   * The terminal's Ctrl-C goes to all processes at once; the command (which inherits what is
   * ignored) must outlive it, because this process may want to finish its work first. The command
   * gets no process group of its own, so that a SIGKILL to the group takes it along.
   *
   * <p>The pid file names the server, a child of the command: it ends with the command, but a
   * moment later, and it removes the file when it does.
   */
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT
      grace=$1 pid_file=$2
      shift 2
      exec 3<&0
      "$@" </dev/null 3<&- &
      command=$!
      trap 'kill -TERM $command 2>/dev/null' TERM
      alive() { kill -0 "$1" 2>/dev/null; }
      await_end() {
        tries=$((grace * 5))
        while alive "$1" && [ $tries -gt 0 ]; do sleep 0.2; tries=$((tries - 1)); done
        kill -KILL "$1" 2>/dev/null
      }
      (
        trap - TERM
        read -r _ <&3
        kill -TERM $command 2>/dev/null
        await_end $command
      ) &
      watcher=$!
      exec 3<&- </dev/null
      wait $command
      status=$?
      while alive $command; do
        wait $command
        status=$?
      done
      kill -TERM $watcher 2>/dev/null
      server=$(cat "$pid_file" 2>/dev/null)
      [ -z "$server" ] || await_end "$server"
      exit $status
      """;

  private final Process shell;
  private final Set<ProcessHandle> family = ConcurrentHashMap.newKeySet();

  private WatchedProcess(Process shell) {
    this.shell = shell;
    family.add(shell.toHandle());
    // The shell itself may be killed: what it watched is then ours to end.
    var unused = shell.onExit().thenRun(this::endFamily);
  }

  /**
   * Starts a command.
   *
   * @param prefix what the shell and the command are started through, as a whole
   * @param environment all that they see of the environment
   * @param pidFile where the command's own server writes its process id
   * @param output what takes both output streams; emptied first
   */
  static WatchedProcess start(
      List<String> prefix,
      List<String> command,
      Map<String, String> environment,
      Path folder,
      Path pidFile,
      Path output)
      throws IOException {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of("/bin/sh", "-c", SCRIPT, "cinephile-elasticsearch"));
    words.add(String.valueOf(GRACE.toSeconds()));
    words.add(pidFile.toString());
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new WatchedProcess(builder.start());
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  /** The command's exit code, once it is not alive any more. */
  int exitCode() {
    return shell.exitValue();
  }

  /** Notes which processes there are, so that they can be ended even without the shell. */
  void noteFamily() {
    shell.descendants().forEach(family::add);
  }

  /** Ends the command and waits until no process of it is left. */
  @Override
  public void close() {
    noteFamily();
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      // The shell is gone already.
    }
    awaitShell();
    endFamily();
    family.forEach(WatchedProcess::awaitEnd);
  }

  private void awaitShell() {
    try {
      if (!shell.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endFamily() {
    living().forEach(ProcessHandle::destroyForcibly);
  }

  private Stream<ProcessHandle> living() {
    return family.stream().filter(ProcessHandle::isAlive);
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Process %d does not end".formatted(process.pid()), e);
    }
  }
}
