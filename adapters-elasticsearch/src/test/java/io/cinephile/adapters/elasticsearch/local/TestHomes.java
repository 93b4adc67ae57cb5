package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Empty homes below {@code target/}. */
final class TestHomes {

  private static final Path PARENT = Path.of("target", "test-homes").toAbsolutePath();

  private TestHomes() {}

  /** An empty home; as it stays until the next run, what went wrong in it can be read. */
  static Path fresh(String name) throws IOException {
    Path home = PARENT.resolve(name);
    FolderTree.delete(home);
    return Files.createDirectories(home);
  }
}
