package io.cinephile.adapters.elasticsearch.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a {@link LocalElasticsearch} is started with.
 *
 * @param home the folder that holds data, logs, password and the unpacked distribution, all below
 *     {@code elasticsearch/}; made where it is missing
 * @param distribution the zip of an Elasticsearch server, as the build resolves it
 * @param javaHome the JDK that runs the server
 * @param heapMegabytes the server's heap, 256 to 31744 (above that a JVM loses its short pointers)
 * @param memoryBesideHeapMegabytes free memory that must remain beside the heap, or the start is
 *     refused; 0 or more
 * @param freeDiskMegabytes free disk that the home must have, or the start is refused; 0 or more
 * @param jvmOptions further options of the server's JVM, each beginning with a hyphen
 */
public record LocalElasticsearchSettings(
    Path home,
    Path distribution,
    Path javaHome,
    int heapMegabytes,
    long memoryBesideHeapMegabytes,
    long freeDiskMegabytes,
    List<String> jvmOptions) {

  private static final int DEFAULT_HEAP_MEGABYTES = 512;
  private static final int SMALLEST_HEAP_MEGABYTES = 256;
  private static final int LARGEST_HEAP_MEGABYTES = 31 * 1024;
  private static final long DEFAULT_MEMORY_BESIDE_HEAP_MEGABYTES = 512;
  private static final long DEFAULT_FREE_DISK_MEGABYTES = 1024;

  public LocalElasticsearchSettings {
    home = usable("home", home);
    distribution = absolute("distribution", distribution);
    javaHome = usable("javaHome", javaHome);
    if (heapMegabytes < SMALLEST_HEAP_MEGABYTES || heapMegabytes > LARGEST_HEAP_MEGABYTES) {
      throw new IllegalArgumentException(
          "heapMegabytes must be between %d and %d, but is %d"
              .formatted(SMALLEST_HEAP_MEGABYTES, LARGEST_HEAP_MEGABYTES, heapMegabytes));
    }
    requireNotNegative("memoryBesideHeapMegabytes", memoryBesideHeapMegabytes);
    requireNotNegative("freeDiskMegabytes", freeDiskMegabytes);
    jvmOptions = List.copyOf(jvmOptions);
    jvmOptions.forEach(LocalElasticsearchSettings::requireOption);
  }

  /**
   * The defaults: 512 MB of heap, and the JDK that {@code ES_JAVA_HOME} names, else the one that
   * runs this process, else (in a native executable) the one that {@code JAVA_HOME} names.
   *
   * @throws LocalElasticsearchRefusedException where none of the three names a JDK
   */
  public static LocalElasticsearchSettings of(Path home, Path distribution) {
    return new LocalElasticsearchSettings(
        home,
        distribution,
        defaultJavaHome(),
        DEFAULT_HEAP_MEGABYTES,
        DEFAULT_MEMORY_BESIDE_HEAP_MEGABYTES,
        DEFAULT_FREE_DISK_MEGABYTES,
        List.of());
  }

  public LocalElasticsearchSettings withJavaHome(Path newJavaHome) {
    return new LocalElasticsearchSettings(
        home,
        distribution,
        newJavaHome,
        heapMegabytes,
        memoryBesideHeapMegabytes,
        freeDiskMegabytes,
        jvmOptions);
  }

  public LocalElasticsearchSettings withHeapMegabytes(int newHeapMegabytes) {
    return new LocalElasticsearchSettings(
        home,
        distribution,
        javaHome,
        newHeapMegabytes,
        memoryBesideHeapMegabytes,
        freeDiskMegabytes,
        jvmOptions);
  }

  public LocalElasticsearchSettings withMemoryBesideHeapMegabytes(long newMemory) {
    return new LocalElasticsearchSettings(
        home, distribution, javaHome, heapMegabytes, newMemory, freeDiskMegabytes, jvmOptions);
  }

  public LocalElasticsearchSettings withFreeDiskMegabytes(long newFreeDisk) {
    return new LocalElasticsearchSettings(
        home,
        distribution,
        javaHome,
        heapMegabytes,
        memoryBesideHeapMegabytes,
        newFreeDisk,
        jvmOptions);
  }

  public LocalElasticsearchSettings withJvmOptions(List<String> newJvmOptions) {
    return new LocalElasticsearchSettings(
        home,
        distribution,
        javaHome,
        heapMegabytes,
        memoryBesideHeapMegabytes,
        freeDiskMegabytes,
        newJvmOptions);
  }

  private static Path absolute(String name, Path path) {
    return Objects.requireNonNull(path, name + " must be given").toAbsolutePath().normalize();
  }

  private static Path usable(String name, Path path) {
    Path absolute = absolute(name, path);
    // Elasticsearch's own scripts join paths with colons, and its settings split them at commas.
    if (absolute.toString().matches(".*[:,\n].*") && !OperatingSystem.isWindows()) {
      throw new IllegalArgumentException(
          "%s must hold no colon, comma or line break, but is %s".formatted(name, absolute));
    }
    return absolute;
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("%s must be 0 or more, but is %d".formatted(name, value));
    }
  }

  private static void requireOption(String option) {
    if (!option.startsWith("-") || option.contains("\n")) {
      throw new IllegalArgumentException(
          "jvmOptions must each be one line that begins with a hyphen, but one is " + option);
    }
  }

  private static Path defaultJavaHome() {
    return Stream.of(
            System.getenv("ES_JAVA_HOME"),
            System.getProperty("java.home"),
            System.getenv("JAVA_HOME"))
        .filter(path -> path != null && !path.isBlank())
        .map(Path::of)
        .findFirst()
        .orElseThrow(
            () ->
                new LocalElasticsearchRefusedException(
                    "Elasticsearch needs a JDK, and none was found."
                        + " Set ES_JAVA_HOME to the folder of one."));
  }
}
