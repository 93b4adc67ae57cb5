package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder {@code <home>/elasticsearch}, locked for this process until it is closed.
 *
 * <p>The folder itself belongs to who runs Cinephile; {@link #serverFolders()} belong to the user
 * that the server runs as.
 */
final class ElasticsearchHome implements AutoCloseable {

  // Closing any channel on a file drops every lock that this JVM has on it: a second one is never
  // opened.
  private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();
  private static final Set<PosixFilePermission> PASSABLE =
      PosixFilePermissions.fromString("rwx--x--x");
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final Duration PATIENCE_WITH_PREDECESSOR = Duration.ofSeconds(45);

  private final Path folder;
  private final FileChannel lock;

  private ElasticsearchHome(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes the folder where it is missing, and locks it. */
  static ElasticsearchHome open(Path home) {
    try {
      Files.createDirectories(home);
      Path folder = Files.createDirectories(home.toRealPath().resolve("elasticsearch"));
      return new ElasticsearchHome(folder, lock(home, folder));
    } catch (IOException e) {
      throw new LocalElasticsearchRefusedException(
          "Cinephile cannot write below %s (%s). Make that folder writable, or choose another one with --home."
              .formatted(home, e),
          e);
    }
  }

  Path folder() {
    return folder;
  }

  Path data() {
    return folder.resolve("data");
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path configuration() {
    return folder.resolve("config");
  }

  Path temporary() {
    return folder.resolve("tmp");
  }

  /** What the server prints until its own log begins. Outside of the folders it can write to. */
  Path consoleLog() {
    return folder.resolve("console.log");
  }

  Path serverLog() {
    return logs().resolve("elasticsearch.log");
  }

  List<Path> serverFolders() {
    return List.of(data(), logs(), configuration(), temporary());
  }

  /** Empties what is written anew for each start, and makes the rest where it is missing. */
  void prepareFolders() throws IOException {
    Files.setPosixFilePermissions(folder, PASSABLE);
    FolderTree.delete(temporary());
    FolderTree.delete(configuration());
    for (Path each : serverFolders()) {
      Files.createDirectories(each);
      Files.setPosixFilePermissions(each, PRIVATE);
    }
  }

  /** Refuses where a newer Elasticsearch has written the data than the given one. */
  void requireDataReadableBy(ElasticsearchVersion version) throws IOException {
    // Without data, as after somebody deleted them, the marker says nothing.
    if (!Files.exists(data()) || !Files.exists(versionMarker())) {
      return;
    }
    ElasticsearchVersion writer =
        ElasticsearchVersion.parse(Files.readString(versionMarker()).strip()).orElse(version);
    if (writer.compareTo(version) > 0) {
      throw new LocalElasticsearchRefusedException(
          ("The data in %s were written by Elasticsearch %s, and %s cannot read them. Run Cinephile with"
                  + " Java %d or newer and the distribution of %s, or choose another folder with --home.")
              .formatted(data(), writer, version, writer.oldestJava(), writer));
    }
  }

  void markDataAsWrittenBy(ElasticsearchVersion version) throws IOException {
    Files.writeString(versionMarker(), version + "\n");
  }

  /**
   * Waits for a server whose parent was killed: it ends by itself, but moments after its parent,
   * and until then it holds Lucene's lock on the data.
   */
  void awaitEndOfPredecessor() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_WITH_PREDECESSOR.toNanos();
    while (isDataInUse()) {
      if (System.nanoTime() > deadline) {
        throw new LocalElasticsearchRefusedException(
            "Another Elasticsearch is still using the data in %s. Stop it, or choose another folder with --home."
                .formatted(data()));
      }
      Thread.sleep(200);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    } finally {
      HELD_BY_THIS_PROCESS.remove(folder);
    }
  }

  private boolean isDataInUse() throws IOException {
    Path nodeLock = data().resolve("node.lock");
    if (!Files.exists(nodeLock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(nodeLock, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      return held == null;
    }
  }

  private Path versionMarker() {
    return folder.resolve("data-version");
  }

  private static FileChannel lock(Path home, Path folder) throws IOException {
    if (!HELD_BY_THIS_PROCESS.add(folder)) {
      throw inUse(home, "this process itself");
    }
    try {
      return lockFile(home, folder.resolve("lock"));
    } catch (IOException | RuntimeException e) {
      HELD_BY_THIS_PROCESS.remove(folder);
      throw e;
    }
  }

  private static FileChannel lockFile(Path home, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw inUse(home, "process " + Files.readString(file).strip());
      }
      channel.truncate(0);
      String holder = ProcessHandle.current().pid() + "\n";
      channel.write(StandardCharsets.US_ASCII.encode(holder));
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static LocalElasticsearchRefusedException inUse(Path home, String holder) {
    return new LocalElasticsearchRefusedException(
        "Another Cinephile (%s) already uses %s. Stop it, or choose another folder with --home."
            .formatted(holder, home));
  }
}
