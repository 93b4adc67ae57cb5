package io.cinephile.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a measurement was made. */
final class Machine {
  private Machine() {}

  /** Its processor, cores, memory and Java, in a sentence. */
  static String description() {
    return "%d cores of %s, %.0f GB; Java %s (%s)"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            value("/proc/cpuinfo", "model name"),
            Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("\\D", ""))
                / 1024.0
                / 1024,
            Runtime.version(),
            System.getProperty("java.vm.vendor"));
  }

  private static String value(String file, String key) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown 0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
