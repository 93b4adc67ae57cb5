package io.cinephile.bootstrap.home;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files that only their owner may read (mode 0600, where the file system knows modes). */
public final class PrivateFile {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFile() {}

  /**
   * Puts this text in place of what the file held. Readers see the old text or the new one, never a
   * part; the folder is made where it is missing.
   */
  public static void replace(Path file, String text) throws IOException {
    Path written = writeBeside(file, text);
    try {
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /**
   * Writes this text unless there is such a file. It appears whole or not at all, and never
   * replaces what another process wrote first; the folder is made where it is missing.
   */
  public static void create(Path file, String text) throws IOException {
    Path written = writeBeside(file, text);
    try {
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; what it wrote counts.
    } catch (UnsupportedOperationException e) {
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** A new file of any name in the folder of the given one. */
  static Path writeBeside(Path file, String text) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path written =
        POSIX
            ? Files.createTempFile(
                folder,
                "private",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.createTempFile(folder, "private", ".new");
    return Files.writeString(written, text);
  }
}
