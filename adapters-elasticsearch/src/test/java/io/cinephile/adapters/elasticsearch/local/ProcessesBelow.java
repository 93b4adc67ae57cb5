package io.cinephile.adapters.elasticsearch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The processes of this machine, whoever's they are, whose command line names a folder. */
final class ProcessesBelow {

  private ProcessesBelow() {}

  static List<String> commandLinesNaming(Path folder) {
    return naming(folder).map(ProcessesBelow::commandLine).toList();
  }

  static List<String> usersNaming(Path folder) {
    return naming(folder).map(process -> process.info().user().orElse("unknown")).toList();
  }

  /** As {@code kill -9} does. */
  static void kill(Path folder) {
    naming(folder).forEach(ProcessHandle::destroyForcibly);
  }

  static void awaitNoneNaming(Path folder, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!commandLinesNaming(folder).isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(200);
    }
    assertThat(commandLinesNaming(folder)).isEmpty();
  }

  private static Stream<ProcessHandle> naming(Path folder) {
    ProcessHandle self = ProcessHandle.current();
    return ProcessHandle.allProcesses()
        .filter(process -> !process.equals(self))
        .filter(process -> commandLine(process).contains(folder.toString()));
  }

  private static String commandLine(ProcessHandle process) {
    String[] arguments = process.info().arguments().orElse(new String[0]);
    return process.info().command().orElse("") + " " + String.join(" ", arguments);
  }
}
