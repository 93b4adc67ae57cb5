package io.cinephile.bootstrap.server;

import io.cinephile.adapters.rest.ApiKeys;
import io.cinephile.bootstrap.home.Home;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * The API keys of an installation, as its file says now: at most once a second, whoever presents a
 * key looks whether the file has changed. While it is broken, the keys that it held last stay
 * valid.
 */
@Singleton
class HashedApiKeys implements ApiKeys {
  private static final Logger LOG = Logger.getLogger(HashedApiKeys.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final ApiKeyFile file;
  private final Clock clock;
  private final AtomicReference<Instant> looked;
  private volatile Optional<Version> version;
  private volatile List<ApiKeyFile.Entry> entries;

  /** Tells one state of the file from another; a file that was put in its place has another key. */
  private record Version(FileTime changed, long bytes, Optional<Object> fileKey) {}

  /**
   * @throws ApiKeyFile.MalformedException if the file is there, but broken
   */
  HashedApiKeys(Home home, Clock clock) {
    this.file = new ApiKeyFile(home.apiKeys());
    this.clock = clock;
    this.looked = new AtomicReference<>(clock.instant());
    this.version = versionNow();
    this.entries = file.read();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Lets a key in from now on. */
  synchronized void add(ApiKeyFile.Entry entry) {
    file.change(
        known -> {
          known.add(entry);
          return known;
        });
    version = versionNow();
    entries = file.read();
  }

  @Override
  public Optional<Set<String>> rolesOf(String presentedKey) {
    Instant now = clock.instant();
    lookForChanges(now);
    byte[] presented = ascii(ApiKeyFile.hash(presentedKey));
    Set<String> roles = new LinkedHashSet<>();
    // No early end: how long it takes must not tell which key it was, or how nearly it was one.
    for (ApiKeyFile.Entry known : entries) {
      if (MessageDigest.isEqual(presented, ascii(known.hash())) && known.isValidAt(now)) {
        roles.addAll(known.roles());
      }
    }
    return roles.isEmpty() ? Optional.empty() : Optional.of(roles);
  }

  private void lookForChanges(Instant now) {
    Instant before = looked.get();
    if (now.isBefore(before.plus(BETWEEN_LOOKS)) || !looked.compareAndSet(before, now)) {
      return;
    }
    Optional<Version> current = versionNow();
    if (current.equals(version)) {
      return;
    }
    version = current;
    try {
      if (current.isEmpty()) {
        throw new UncheckedIOException(
            "%s is gone.".formatted(file.file()), new NoSuchFileException(file.file().toString()));
      }
      entries = file.read();
      LOG.infof("The API keys have changed; there are %d now.", entries.size());
    } catch (ApiKeyFile.MalformedException | UncheckedIOException e) {
      LOG.errorf("%s The API keys stay as they were.", e.getMessage());
    }
  }

  private Optional<Version> versionNow() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file.file(), BasicFileAttributes.class);
      return Optional.of(
          new Version(
              attributes.lastModifiedTime(),
              attributes.size(),
              Optional.ofNullable(attributes.fileKey())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
