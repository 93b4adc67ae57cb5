package io.cinephile.bootstrap.server;

import io.cinephile.bootstrap.home.PrivateFile;
import io.cinephile.domain.audit.Anchor;
import io.cinephile.domain.audit.Anchorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The anchor in a file of the installation, as one line: number and seal of the entry. Several
 * servers may share it.
 */
final class AnchorFile implements Anchorage {
  private final Path file;

  AnchorFile(Path file) {
    this.file = file;
  }

  @Override
  public Optional<Anchor> last() {
    try {
      return Files.exists(file)
          ? Optional.of(parse(Files.readString(file).strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The audit anchor %s cannot be read.".formatted(file), e);
    }
  }

  /** Threads of a process must not ask for the same lock at once. */
  @Override
  public synchronized void advance(Anchor anchor) {
    if (isBehind(anchor)) {
      write(anchor, () -> isBehind(anchor));
    }
  }

  @Override
  public synchronized void replace(Anchor anchor) {
    write(anchor, () -> true);
  }

  /**
   * @param wanted whether it still is once nobody else can write
   */
  private void write(Anchor anchor, BooleanSupplier wanted) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (wanted.getAsBoolean()) {
          PrivateFile.replace(file, anchor.sequence() + " " + anchor.seal() + "\n");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The audit anchor %s cannot be written.".formatted(file), e);
    }
  }

  private boolean isBehind(Anchor anchor) {
    return last().map(Anchor::sequence).orElse(0L) < anchor.sequence();
  }

  private Anchor parse(String line) throws IOException {
    String[] columns = line.split(" ");
    if (columns.length == 2 && columns[0].matches("[0-9]{1,18}")) {
      return new Anchor(Long.parseLong(columns[0]), columns[1]);
    }
    throw new IOException("It does not hold a number and a seal.");
  }
}
