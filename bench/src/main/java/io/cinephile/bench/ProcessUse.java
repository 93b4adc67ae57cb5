package io.cinephile.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a process has taken of the machine, from Linux's {@code /proc} (proc(5)).
 *
 * @param cpuSeconds of all its threads since it began, in user and kernel mode
 * @param residentMegabytes its physical memory now
 */
record ProcessUse(double cpuSeconds, long residentMegabytes) {
  /** {@code sysconf(_SC_CLK_TCK)}, which is 100 on every Linux that runs Java. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TIME = 11;
  private static final int KERNEL_TIME = 12;

  /** Nothing was taken by a process that is no more. */
  static ProcessUse of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
      // The name before it, in parentheses, may hold spaces.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[KERNEL_TIME]);
      return new ProcessUse(ticks / TICKS_PER_SECOND, residentMegabytes(pid));
    } catch (NoSuchFileException e) {
      return new ProcessUse(0, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long residentMegabytes(long pid) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc", "" + pid, "status"));
    return lines.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** The descendant of this process whose command line holds the text. */
  static Optional<Long> descendant(String text) {
    return ProcessHandle.current()
        .descendants()
        .map(ProcessHandle::pid)
        .filter(pid -> commandLine(pid).contains(text))
        .findFirst();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", "" + pid, "cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }
}
