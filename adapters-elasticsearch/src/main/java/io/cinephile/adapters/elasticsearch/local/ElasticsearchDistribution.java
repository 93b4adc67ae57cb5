package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The zip of an Elasticsearch server, and its unpacked form. */
record ElasticsearchDistribution(Path zip, ElasticsearchVersion version) {

  private static final String TOP_FOLDER = "elasticsearch-";
  // Given by name, whatever the umask says: the server may run as another user than the one who
  // unpacks.
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /**
   * Reads the version from the zip, whose entries all lie below {@code elasticsearch-<version>/}.
   */
  static ElasticsearchDistribution at(Path zip) {
    if (!Files.isReadable(zip) || Files.isDirectory(zip)) {
      throw new LocalElasticsearchRefusedException(
          "There is no Elasticsearch distribution at %s. Build the project, which fetches it, or name another one."
              .formatted(zip));
    }
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(TOP_FOLDER))
          .findFirst()
          .flatMap(name -> ElasticsearchVersion.parse(name.substring(TOP_FOLDER.length())))
          .map(version -> new ElasticsearchDistribution(zip, version))
          .orElseThrow(() -> notADistribution(zip, null));
    } catch (IOException e) {
      throw notADistribution(zip, e);
    }
  }

  /**
   * Unpacks into {@code <parent>/<version>} where that is not there yet. A broken-off unpacking
   * never leaves a folder of that name.
   *
   * @return the unpacked folder
   */
  Path unpackInto(Path parent) throws IOException {
    Path target = parent.resolve(version.toString());
    if (Files.isDirectory(target)) {
      return target;
    }
    Path unpacking = parent.resolve("unpacking-" + version);
    FolderTree.delete(unpacking);
    Files.createDirectory(unpacking);
    Files.setPosixFilePermissions(unpacking, EXECUTABLE);
    unpackEntries(unpacking);
    return Files.move(unpacking, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private void unpackEntries(Path folder) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        unpack(file, entries.nextElement(), folder);
      }
    }
    // Elasticsearch lists this folder when it starts, and the zip holds none.
    makeFolder(folder.resolve("plugins"));
  }

  private void unpack(ZipFile file, ZipEntry entry, Path folder) throws IOException {
    int slash = entry.getName().indexOf('/');
    Path target = folder.resolve(entry.getName().substring(slash + 1)).normalize();
    if (!target.startsWith(folder)) {
      throw notADistribution(zip, null);
    }
    if (entry.isDirectory()) {
      makeFolder(target);
      return;
    }
    makeFolder(target.getParent());
    try (var content = file.getInputStream(entry)) {
      Files.copy(content, target);
    }
    Files.setPosixFilePermissions(target, isProgram(target) ? EXECUTABLE : PLAIN);
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      makeFolder(folder.getParent());
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, EXECUTABLE);
    }
  }

  private static boolean isProgram(Path file) {
    return file.getParent().endsWith("bin");
  }

  private static LocalElasticsearchRefusedException notADistribution(Path zip, Exception cause) {
    return new LocalElasticsearchRefusedException(
        "%s is not the zip of an Elasticsearch server, or it is damaged. Delete it and build the project again."
            .formatted(zip),
        cause);
  }
}
