package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.privacy.ReceiptKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptKeyFileTest {
  @TempDir Path folder;

  @Test
  void makesAKeyOnceForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("keys").resolve("receipt.key");

    ReceiptKey made = ReceiptKeyFile.readOrCreate(file);
    ReceiptKey read = ReceiptKeyFile.readOrCreate(file);

    assertThat(read.id()).isEqualTo(made.id()).hasSize(16);
    assertThat(read.sign("a text")).isEqualTo(made.sign("a text"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesWhatIsNoKeyOrTwoThatDoNotBelongTogether() throws IOException {
    Path file = folder.resolve("receipt.key");
    Files.writeString(file, "nonsense");
    assertThatThrownBy(() -> ReceiptKeyFile.readOrCreate(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("receipt.key");
    String pem = ReceiptKey.random().pem();
    Files.writeString(
        file, pem.substring(0, pem.indexOf("-----BEGIN PUBLIC")) + ReceiptKey.random().publicPem());
    assertThatThrownBy(() -> ReceiptKeyFile.readOrCreate(file))
        .isInstanceOf(IllegalStateException.class);
  }
}
