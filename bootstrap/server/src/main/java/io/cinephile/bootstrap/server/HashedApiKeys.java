package io.cinephile.bootstrap.server;

import io.cinephile.adapters.rest.ApiKeys;
import io.cinephile.bootstrap.home.Home;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The API keys of an installation, by hash: a file with a role and the SHA-256 of a key a line.
 * Keys are random and 256 bits long, so that a plain hash cannot be reversed by guessing.
 */
@Singleton
class HashedApiKeys implements ApiKeys {
  private final Path file;
  private volatile Map<String, Set<String>> rolesByHash;

  HashedApiKeys(Home home) {
    this.file = home.apiKeys();
    this.rolesByHash = read(file);
  }

  boolean isEmpty() {
    return rolesByHash.isEmpty();
  }

  /** Lets a key in from now on. */
  synchronized void add(String role, String key) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          role + " " + hash(key) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The API keys in %s cannot be written.".formatted(file), e);
    }
    rolesByHash = read(file);
  }

  @Override
  public Optional<Set<String>> rolesOf(String presentedKey) {
    byte[] presented = hash(presentedKey).getBytes(StandardCharsets.US_ASCII);
    Optional<Set<String>> roles = Optional.empty();
    // No early end: how long it takes must not tell which key it was, or how nearly it was one.
    for (Map.Entry<String, Set<String>> known : rolesByHash.entrySet()) {
      if (MessageDigest.isEqual(presented, known.getKey().getBytes(StandardCharsets.US_ASCII))) {
        roles = Optional.of(known.getValue());
      }
    }
    return roles;
  }

  private static Map<String, Set<String>> read(Path file) {
    Map<String, Set<String>> found = new LinkedHashMap<>();
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          String[] columns = line.strip().split(" +");
          if (columns.length == 2) {
            found.computeIfAbsent(columns[1], hash -> new LinkedHashSet<>()).add(columns[0]);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The API keys in %s cannot be read.".formatted(file), e);
    }
    return found;
  }

  private static String hash(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has to offer SHA-256", e);
    }
  }
}
