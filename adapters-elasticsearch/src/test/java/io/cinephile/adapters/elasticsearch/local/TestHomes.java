package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Empty homes below {@code target/}. */
final class TestHomes {

  private static final Path PARENT = Path.of("target", "test-homes").toAbsolutePath();

  private TestHomes() {}

  static Path fresh(String name) throws IOException {
    Path home = PARENT.resolve(name);
    FolderTree.delete(home);
    return Files.createDirectories(home);
  }

  /**
   * Removes the unpacked servers (150 MB each); the logs stay, so that what went wrong can be read.
   */
  static void removeInstallations() throws IOException {
    try (var programs =
        Files.find(PARENT, 7, (path, attributes) -> path.endsWith("bin/elasticsearch"))) {
      for (Path program : programs.toList()) {
        FolderTree.delete(program.getParent().getParent());
      }
    }
  }
}
