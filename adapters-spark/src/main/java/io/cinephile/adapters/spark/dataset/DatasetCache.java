package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.DatasetUnavailableException;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A folder of prepared data sets: each is there whole or not at all. */
final class DatasetCache {
  private final Path root;
  private final Pause pause;

  DatasetCache(Path root, Pause pause) {
    this.root = root;
    this.pause = pause;
  }

  /** Fills a new folder. */
  @FunctionalInterface
  interface Content {
    void write(Path folder) throws IOException;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  /**
   * The folder of that name, filled first if it is not there yet. Where that fails, nothing is
   * left.
   *
   * @throws DatasetUnavailableException where the cache cannot be written
   */
  Path folder(String name, SourcingListener progress, Content content) {
    Path folder = path(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    return exclusively(
        name,
        progress,
        () -> {
          if (!Files.isDirectory(folder)) {
            fill(folder, content);
          }
          return folder;
        });
  }

  private void fill(Path folder, Content content) {
    // The lock is held: a folder of this name is the rest of a process that was killed.
    Path unfinished = path(folder.getFileName() + ".unfinished");
    try {
      delete(unfinished);
      Files.createDirectory(unfinished);
      content.write(unfinished);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(folder, e);
    } finally {
      deleteIfPossible(unfinished);
    }
  }

  /**
   * Works on what has that name while nobody else does, neither thread nor process.
   *
   * @throws DatasetUnavailableException where the cache cannot be written
   */
  Path exclusively(String name, SourcingListener progress, Supplier<Path> work) {
    CacheLock lock = lock(name, progress);
    try {
      return work.get();
    } finally {
      lock.close();
    }
  }

  private CacheLock lock(String name, SourcingListener progress) {
    Path file = path(name + ".lock");
    Runnable waiting =
        () -> progress.progressed("waiting for another run that prepares " + name, 0);
    try {
      Files.createDirectories(root);
      return CacheLock.acquire(file, pause, waiting);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** What to tell where something in the cache cannot be written. */
  static DatasetUnavailableException unwritable(Path file, IOException cause) {
    return new DatasetUnavailableException(
        "The cache of data sets cannot be written: '%s' (%s).".formatted(file, reason(cause)),
        cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
      return "a file is in the way of a folder";
    }
    String message = String.valueOf(cause.getMessage());
    // The platform offers no type for this.
    return message.toLowerCase(Locale.ROOT).contains("no space left")
        ? "the disk is full"
        : message;
  }

  private static void deleteIfPossible(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      // Deleted by the next call that needs the name; the failure worth telling is on its way.
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> childrenFirst;
    try (Stream<Path> tree = Files.walk(folder)) {
      childrenFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : childrenFirst) {
      Files.delete(path);
    }
  }
}
