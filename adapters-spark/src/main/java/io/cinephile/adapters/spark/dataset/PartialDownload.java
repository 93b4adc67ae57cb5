package io.cinephile.adapters.spark.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What is there of a file so far, and the server's mark (entity tag or date) of the version that it
 * belongs to. Without the mark it cannot be gone on with. Outlives the process.
 *
 * <p>Every method throws {@link io.cinephile.domain.dataset.DatasetUnavailableException} where the
 * disk does not do as it is told, so that an {@link IOException} is always the network's.
 */
final class PartialDownload {
  private final Path part;
  private final Path mark;

  /**
   * @param target where the file will be when it is complete
   */
  PartialDownload(Path target) {
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.mark = target.resolveSibling(target.getFileName() + ".part.version");
  }

  Path path() {
    return part;
  }

  /** Bytes that are there. */
  long size() {
    try {
      return Files.size(part);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw DatasetCache.unwritable(part, e);
    }
  }

  /** The version that can be gone on with; empty where there is nothing to go on with. */
  Optional<String> version() {
    if (size() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(mark).strip()).filter(text -> !text.isEmpty());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw DatasetCache.unwritable(mark, e);
    }
  }

  /** Forgets what is there and begins a new version. */
  void startOver(Optional<String> version) {
    discard();
    try {
      if (version.isPresent()) {
        Files.writeString(mark, version.get());
      }
    } catch (IOException e) {
      throw DatasetCache.unwritable(mark, e);
    }
  }

  void discard() {
    try {
      Files.deleteIfExists(part);
      Files.deleteIfExists(mark);
    } catch (IOException e) {
      throw DatasetCache.unwritable(part, e);
    }
  }

  /** For adding to the end. */
  Appender append() {
    try {
      return new Appender(
          part, Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw DatasetCache.unwritable(part, e);
    }
  }

  /** It is complete and right. */
  void moveTo(Path target) {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(mark);
    } catch (IOException e) {
      throw DatasetCache.unwritable(target, e);
    }
  }

  static final class Appender implements AutoCloseable {
    private final Path file;
    private final OutputStream out;

    private Appender(Path file, OutputStream out) {
      this.file = file;
      this.out = out;
    }

    void write(byte[] buffer, int length) {
      try {
        out.write(buffer, 0, length);
      } catch (IOException e) {
        throw DatasetCache.unwritable(file, e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw DatasetCache.unwritable(file, e);
      }
    }
  }
}
