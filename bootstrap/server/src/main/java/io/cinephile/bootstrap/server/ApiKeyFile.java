package io.cinephile.bootstrap.server;

import io.cinephile.adapters.rest.ApiKeys;
import io.cinephile.bootstrap.home.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The API keys of an installation, by hash, one a line:
 *
 * <pre>
 * # roles        SHA-256 of the key    name           valid until
 * read,service   9f86d081884c7d65…     shop-frontend  2026-11-23T16:15:00Z
 * </pre>
 *
 * The last two columns may be missing; a name that is not there is also written as {@code -}. Keys
 * are random and 256 bits long, so that a plain hash cannot be reversed by guessing.
 *
 * @param file where it lies; no file means no keys
 */
record ApiKeyFile(Path file) {
  static final String NAME = "[A-Za-z0-9._-]{1,64}";
  private static final String NAMELESS = "-";
  private static final String HASH = "[0-9a-f]{64}";

  /**
   * One key.
   *
   * @param name by which people know it
   * @param end when it stops being valid
   */
  record Entry(Set<String> roles, String hash, Optional<String> name, Optional<Instant> end) {
    static Entry of(Set<String> roles, String key, Optional<String> name) {
      return new Entry(roles, ApiKeyFile.hash(key), name, Optional.empty());
    }

    boolean isValidAt(Instant now) {
      return end.map(now::isBefore).orElse(true);
    }

    Entry until(Instant instant) {
      return new Entry(roles, hash, name, Optional.of(instant));
    }

    private String line() {
      String columns = String.join(",", roles) + " " + hash + " " + name.orElse(NAMELESS);
      return (columns + end.map(instant -> " " + instant).orElse("")).strip();
    }
  }

  /** The file holds something else than keys. Says what and where, but repeats no hash. */
  static final class MalformedException extends CommandFailedException {
    MalformedException(Path file, int line, String fault) {
      super("Line %d of %s %s.".formatted(line, file, fault));
    }
  }

  /**
   * All keys, also those whose time is over.
   *
   * @throws MalformedException if a line is none
   * @throws UncheckedIOException if the file cannot be read
   */
  List<Entry> read() {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (!line.isEmpty() && !line.startsWith("#")) {
          entries.add(entry(i + 1, line.split("\\s+")));
        }
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("The API keys in %s cannot be read.".formatted(file), e);
    }
  }

  /**
   * Replaces the keys with what the change makes of them. Of two processes that change the file at
   * once, one waits for the other.
   */
  void change(UnaryOperator<List<Entry>> change) {
    try {
      Files.createDirectories(file.getParent());
      Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        StringBuilder text = new StringBuilder("# roles, SHA-256 of the key, name, valid until\n");
        change.apply(read()).forEach(entry -> text.append(entry.line()).append('\n'));
        PrivateFile.replace(file, text.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The API keys in %s cannot be written.".formatted(file), e);
    }
  }

  static String hash(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has to offer SHA-256", e);
    }
  }

  private Entry entry(int line, String... columns) {
    if (columns.length < 2 || columns.length > 4) {
      throw new MalformedException(
          file, line, "must have 2 to 4 columns, but has " + columns.length);
    }
    Set<String> roles = new LinkedHashSet<>(Arrays.asList(columns[0].split(",")));
    for (String role : roles) {
      if (!ApiKeys.ROLES.contains(role)) {
        throw new MalformedException(
            file, line, "must name roles out of %s, but names another".formatted(ApiKeys.ROLES));
      }
    }
    if (!columns[1].matches(HASH)) {
      throw new MalformedException(
          file, line, "must have a SHA-256 of 64 hexadecimal digits as its second column");
    }
    Optional<String> name =
        columns.length < 3 || columns[2].equals(NAMELESS)
            ? Optional.empty()
            : Optional.of(columns[2]);
    return new Entry(roles, columns[1], name, end(line, columns));
  }

  private Optional<Instant> end(int line, String... columns) {
    try {
      return columns.length < 4 ? Optional.empty() : Optional.of(Instant.parse(columns[3]));
    } catch (DateTimeException e) {
      throw new MalformedException(
          file, line, "must have an instant such as 2026-11-23T16:15:00Z as its fourth column");
    }
  }
}
