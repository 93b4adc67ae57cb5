package io.cinephile.adapters.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Scratch space of one session. A trainer that is killed, or runs out of memory, leaves gigabytes
 * behind and cannot remove them: the next session does so, however many trainers share the folder.
 */
final class SessionFolder implements AutoCloseable {
  private static final String PREFIX = "session-";

  /** The operating system frees it when the process dies. */
  private static final String LOCK = "in-use";

  /** This process's: by only looking at their locks it would lose them. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel inUse;

  private SessionFolder(Path path, FileChannel inUse) {
    this.path = path;
    this.inUse = inUse;
  }

  /**
   * Makes a new folder below {@code work}, and removes those that nobody uses any longer.
   *
   * @throws UncheckedIOException if it cannot be made
   */
  static synchronized SessionFolder open(Path work) {
    try {
      Files.createDirectories(work);
      // Nobody may take a folder for a dead one's that is not locked yet.
      try (FileChannel making = locked(work.resolve("sessions.lock"));
          FileLock turn = making.lock()) {
        removeDead(work);
        Path folder = Files.createTempDirectory(work, PREFIX);
        FileChannel inUse = locked(folder.resolve(LOCK));
        FileLock unused = inUse.lock();
        OWN.add(folder);
        return new SessionFolder(folder, inUse);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("There is no room to work in %s.".formatted(work), e);
    }
  }

  Path path() {
    return path;
  }

  private static FileChannel locked(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void removeDead(Path work) throws IOException {
    List<Path> folders;
    try (Stream<Path> children = Files.list(work)) {
      folders =
          children.filter(child -> child.getFileName().toString().startsWith(PREFIX)).toList();
    }
    for (Path folder : folders) {
      if (!OWN.contains(folder) && isDead(folder)) {
        remove(folder);
      }
    }
  }

  private static boolean isDead(Path folder) throws IOException {
    try (FileChannel channel = locked(folder.resolve(LOCK))) {
      return channel.tryLock() != null;
    }
  }

  /** What cannot be removed now is removed by the next session. */
  private static void remove(Path folder) {
    try (Stream<Path> below = Files.walk(folder)) {
      below.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // Somebody else is at it, or may not.
    }
  }

  @Override
  public void close() {
    try {
      inUse.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
    remove(path);
    OWN.remove(path);
  }
}
