package io.cinephile.adapters.elasticsearch.local;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory and disk that a start needs, checked before anything is written. */
final class MachineResources {

  private static final long MEGABYTE = 1024L * 1024;
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

  private MachineResources() {}

  static void requireMemory(LocalElasticsearchSettings settings) {
    long needed = settings.heapMegabytes() + settings.memoryBesideHeapMegabytes();
    long available = availableMemoryMegabytes();
    if (available < needed) {
      throw new LocalElasticsearchRefusedException(
          ("Elasticsearch needs %d MB of free memory (%d MB of heap and %d MB beside it), but %d MB"
                  + " are free. Close other programs, or use an Elasticsearch on another machine.")
              .formatted(
                  needed,
                  settings.heapMegabytes(),
                  settings.memoryBesideHeapMegabytes(),
                  available));
    }
  }

  static void requireDisk(Path folder, LocalElasticsearchSettings settings) throws IOException {
    long usable = Files.getFileStore(folder).getUsableSpace() / MEGABYTE;
    if (usable < settings.freeDiskMegabytes()) {
      throw new LocalElasticsearchRefusedException(
          ("Elasticsearch needs %d MB of free disk below %s, but %d MB are free. Make room, or choose"
                  + " another folder with --home.")
              .formatted(settings.freeDiskMegabytes(), folder, usable));
    }
  }

  /**
   * What the system says is available without swapping; where it does not say, all memory there is:
   * "free" would count the file cache as used and refuse on every busy machine. A container's limit
   * counts as its memory.
   */
  private static long availableMemoryMegabytes() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long total = system.getTotalMemorySize() / MEGABYTE;
    return Math.min(total, memAvailableMegabytes().orElse(total));
  }

  private static OptionalLong memAvailableMegabytes() {
    if (!Files.isReadable(MEMINFO)) {
      return OptionalLong.empty();
    }
    try {
      Matcher available = AVAILABLE.matcher(Files.readString(MEMINFO));
      return available.find()
          ? OptionalLong.of(Long.parseLong(available.group(1)) / 1024)
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
