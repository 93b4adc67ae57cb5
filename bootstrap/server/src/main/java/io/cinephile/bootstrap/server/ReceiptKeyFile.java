package io.cinephile.bootstrap.server;

import io.cinephile.bootstrap.home.PrivateFile;
import io.cinephile.domain.privacy.ReceiptKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key that receipts are signed with, in a file that only its owner may read (mode 0600). */
final class ReceiptKeyFile {
  private ReceiptKeyFile() {}

  /** Reads the key; makes one where there is none. Of two processes at once, one wins for both. */
  static ReceiptKey readOrCreate(Path file) {
    try {
      if (!Files.exists(file)) {
        PrivateFile.create(file, ReceiptKey.random().pem());
      }
      return ReceiptKey.of(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The receipt key in %s cannot be read.".formatted(file), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "The receipt key in %s is not what was written there.".formatted(file), e);
    }
  }
}
