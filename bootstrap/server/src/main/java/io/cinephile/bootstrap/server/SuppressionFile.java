package io.cinephile.bootstrap.server;

import io.cinephile.bootstrap.home.PrivateFile;
import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.privacy.ReceiptId;
import io.cinephile.domain.privacy.SuppressionCopy;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.Pseudonym;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a line with the key id, and a line for each viewer in a file that only its owner may read
 * (mode 0600): pseudonym, receipt and time. Lines are appended and forced to the disk. A line that
 * is broken, since the machine stopped while it was written, is passed over: its viewer is still in
 * the store, and is added again. Safe for use by several threads of one process.
 */
final class SuppressionFile implements SuppressionCopy {
  private static final int PARTS = 3;
  private static final Pattern KEY = Pattern.compile("key ([0-9a-f]{8})");

  private final Path file;
  private final KeyId key;

  /**
   * @param key that the pseudonyms hang on which are added
   */
  SuppressionFile(Path file, KeyId key) {
    this.file = file;
    this.key = key;
  }

  @Override
  public synchronized Optional<KeyId> key() {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream()
              .map(KEY::matcher)
              .filter(Matcher::matches)
              .map(line -> new KeyId(line.group(1)))
              .findFirst()
          : Optional.of(key);
    } catch (IOException e) {
      throw new UncheckedIOException("The suppressions in %s cannot be read.".formatted(file), e);
    }
  }

  @Override
  public synchronized void rewrite(KeyId other, UnaryOperator<Pseudonym> change) {
    StringBuilder lines = new StringBuilder(head(other));
    for (Entry entry : entries()) {
      lines.append(
          line(new Entry(change.apply(entry.viewer()), entry.receipt(), entry.requested())));
    }
    try {
      PrivateFile.replace(file, lines.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The suppressions in %s cannot be written.".formatted(file), e);
    }
  }

  private static String head(KeyId key) {
    return "key " + key + "\n";
  }

  private static String line(Entry entry) {
    return "%s %s %s\n".formatted(entry.viewer().value(), entry.receipt(), entry.requested());
  }

  @Override
  public synchronized List<Entry> entries() {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      List<Entry> entries = new ArrayList<>();
      Set<Pseudonym> seen = new HashSet<>();
      for (String line : Files.readAllLines(file)) {
        entry(line).filter(entry -> seen.add(entry.viewer())).ifPresent(entries::add);
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("The suppressions in %s cannot be read.".formatted(file), e);
    }
  }

  @Override
  public synchronized void add(Collection<Entry> entries) {
    Set<Pseudonym> held = new HashSet<>();
    entries().forEach(entry -> held.add(entry.viewer()));
    StringBuilder lines = new StringBuilder();
    for (Entry entry : entries) {
      if (held.add(entry.viewer())) {
        // Begins a new line even where the last one was broken off.
        lines.append('\n').append(line(entry));
      }
    }
    append(lines.toString());
  }

  private void append(String lines) {
    try {
      PrivateFile.create(file, head(key));
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The suppressions in %s cannot be written.".formatted(file), e);
    }
  }

  private static Optional<Entry> entry(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Entry(new Pseudonym(parts[0]), new ReceiptId(parts[1]), Instant.parse(parts[2])));
    } catch (OutOfRangeException | DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
