package io.cinephile.bootstrap.server;

import io.cinephile.bootstrap.home.PrivateFile;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.AuditAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/**
 * What was done beside the store, and is to be put into the audit trail once a server runs: a line
 * an action, as in {@code 2026-11-22T16:15:00Z command:keys KEY_ADDED name=shop}.
 */
final class PendingActions {
  private static final int COLUMNS = 4;

  private final Path file;

  PendingActions(Path file) {
    this.file = file;
  }

  /** Puts an action into the trail. */
  interface Recorder {
    void record(Actor actor, AuditAction action, String payload);
  }

  /** Adds an action. */
  void add(Instant time, Actor actor, AuditAction action, String payload) {
    String line = "%s %s %s %s%n".formatted(time, actor, action, payload);
    locked(() -> PrivateFile.replace(file, text() + line));
  }

  /**
   * Hands over each action, the oldest first, with its time at the end of the payload, and forgets
   * it then. Where the recorder throws, it and those behind it stay.
   *
   * @return how many were handed over; those of a process that dies are handed over twice
   */
  int drain(Recorder recorder) {
    if (!Files.exists(file)) {
      return 0;
    }
    int[] done = {0};
    locked(
        () -> {
          List<String> lines = text().lines().toList();
          try {
            for (String line : lines) {
              record(line, recorder);
              done[0]++;
            }
          } finally {
            keep(lines.subList(done[0], lines.size()));
          }
        });
    return done[0];
  }

  private static void record(String line, Recorder recorder) {
    String[] columns = line.split(" ", COLUMNS);
    recorder.record(
        Actor.parse(columns[1]),
        AuditAction.valueOf(columns[2]),
        columns[COLUMNS - 1] + " time=" + columns[0]);
  }

  private void keep(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      PrivateFile.replace(file, String.join("\n", lines) + "\n");
    }
  }

  private String text() throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private interface Change {
    void make() throws IOException;
  }

  private void locked(Change change) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        change.make();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The actions in %s cannot be kept.".formatted(file), e);
    }
  }
}
