package io.cinephile.adapters.elasticsearch.local;

import java.util.Locale;

/** The system that this process runs on. */
final class OperatingSystem {

  private OperatingSystem() {}

  static boolean isWindows() {
    return name().startsWith("windows");
  }

  static boolean isLinux() {
    return name().startsWith("linux");
  }

  private static String name() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
  }
}
