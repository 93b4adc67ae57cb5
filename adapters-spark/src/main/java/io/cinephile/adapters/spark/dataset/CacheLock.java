package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.DatasetUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Excludes other threads and other processes. The operating system frees it when a process dies;
 * the empty file stays, because removing it would race with whoever waits for it.
 */
final class CacheLock {
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * What this JVM holds or waits for. A file lock is one of the process: a second thread could not
   * wait for it, and by closing its channel would free the first one's.
   */
  private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path key;
  private final FileChannel channel;

  private CacheLock(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * @param file in a folder that exists
   * @param waiting is told, once, that somebody else has it
   */
  static CacheLock acquire(Path file, Pause pause, Runnable waiting) throws IOException {
    Path key = file.toAbsolutePath().normalize();
    Wait wait = new Wait(pause, waiting);
    while (!TAKEN.add(key)) {
      wait.once(key);
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      for (FileLock lock = channel.tryLock(); lock == null; lock = channel.tryLock()) {
        wait.once(key);
      }
      return new CacheLock(key, channel);
    } catch (IOException | RuntimeException e) {
      release(key, channel);
      throw e;
    }
  }

  private static void release(Path key, FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock goes with the process at the latest; the work under it is done.
    } finally {
      TAKEN.remove(key);
    }
  }

  void close() {
    release(key, channel);
  }

  private static final class Wait {
    private final Pause pause;
    private final Runnable waiting;
    private boolean told;

    Wait(Pause pause, Runnable waiting) {
      this.pause = pause;
      this.waiting = waiting;
    }

    void once(Path key) {
      if (!told) {
        told = true;
        waiting.run();
      }
      try {
        pause.last(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DatasetUnavailableException("Interrupted while waiting for " + key, e);
      }
    }
  }
}
