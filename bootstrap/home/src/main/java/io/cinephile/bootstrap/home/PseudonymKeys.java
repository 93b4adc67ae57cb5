package io.cinephile.bootstrap.home;

import io.cinephile.domain.rating.CoverKey;
import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rotation.KeyRing;
import io.cinephile.domain.rotation.Rekeying;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of pseudonyms, beside each other in a folder: {@code pseudonym.key}, which never
 * changes; {@code pseudonym-cover.key}, which covers pseudonyms since the first rotation; {@code
 * pseudonym-cover.next} during a rotation; and whatever else begins with {@code pseudonym-cover.},
 * which somebody has put back to read what is old. Read anew each time.
 *
 * @param base the file of the first
 */
public record PseudonymKeys(SecretFile base) implements KeyRing {
  private static final String COVER = "pseudonym-cover.";

  /** Makes pseudonyms under the keys as they are now; makes the first key where there is none. */
  public Pseudonymiser pseudonymiser() {
    return new Pseudonymiser(base.bytes(), cover());
  }

  @Override
  public KeyId first() {
    return KeyId.of(base.bytes());
  }

  @Override
  public KeyId current() {
    return cover().map(CoverKey::id).orElseGet(this::first);
  }

  @Override
  public KeyId prepareNext() {
    SecretFile next = file("next");
    CoverKey key = new CoverKey(next.bytes());
    // Without it nobody would be known any more once the store is rewritten.
    force(next.file());
    return key.id();
  }

  @Override
  public Optional<Rekeying> rekeying(KeyId from, KeyId to) {
    Optional<CoverKey> former = find(from);
    boolean bare = from.equals(first());
    return find(to).filter(key -> bare || former.isPresent()).map(key -> new Rekeying(former, key));
  }

  /** Puts the file of the next key in the place of the one before, whose file is gone then. */
  @Override
  public void use(KeyId next) {
    if (next.equals(current())) {
      return;
    }
    Path file = file("next").file();
    if (!key(file).map(CoverKey::id).equals(Optional.of(next))) {
      throw new IllegalStateException("The key %s is not in %s.".formatted(next, file));
    }
    try {
      move(file, file("key").file());
      force(file("key").file());
    } catch (IOException e) {
      throw new UncheckedIOException("The key in %s cannot be put to use.".formatted(file), e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Brings a file and its name to the disk. */
  private static void force(Path file) {
    try {
      for (Path each : List.of(file, file.toAbsolutePath().getParent())) {
        try (FileChannel channel = FileChannel.open(each, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The key in %s may not be durable.".formatted(file), e);
    }
  }

  private Optional<CoverKey> cover() {
    return key(file("key").file());
  }

  private Optional<CoverKey> find(KeyId id) {
    return covers().stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private List<CoverKey> covers() {
    List<CoverKey> covers = new ArrayList<>();
    Path folder = base.file().toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      return covers;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.getFileName().toString().startsWith(COVER))
          .sorted()
          .forEach(file -> key(file).ifPresent(covers::add));
      return covers;
    } catch (IOException e) {
      throw new UncheckedIOException("The keys in %s cannot be read.".formatted(folder), e);
    }
  }

  private SecretFile file(String end) {
    return new SecretFile(base.file().resolveSibling(COVER + end));
  }

  private static Optional<CoverKey> key(Path file) {
    return new SecretFile(file).readBytes().map(CoverKey::new);
  }
}
