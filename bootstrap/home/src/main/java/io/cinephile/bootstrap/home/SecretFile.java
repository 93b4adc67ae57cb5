package io.cinephile.bootstrap.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * A random secret of 256 bits in a file that only its owner may read (mode 0600), as one line of
 * base64url.
 *
 * @param file where it lies
 */
public record SecretFile(Path file) {
  private static final int BYTES = 32;

  /** The secret's text, if there is one. */
  public Optional<String> read() {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The secret in %s cannot be read.".formatted(file), e);
    }
  }

  /**
   * The secret's text; makes one where there is none. Of two processes at once, one wins for both.
   */
  public String readOrCreate() {
    return read().orElseGet(this::create);
  }

  /** The secret's bytes; makes one where there is none. */
  public byte[] bytes() {
    return decoded(readOrCreate());
  }

  /** The secret's bytes, if there is one. */
  public Optional<byte[]> readBytes() {
    return read().map(this::decoded);
  }

  private byte[] decoded(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("The secret in %s is not base64url.".formatted(file), e);
    }
  }

  /** Another secret of the same kind, which is written nowhere. */
  public static String random() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private String create() {
    try {
      PrivateFile.create(file, random() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("The secret in %s cannot be written.".formatted(file), e);
    }
    return read().orElseThrow();
  }
}
