package io.cinephile.bootstrap.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir Path folder;

  @Test
  void a_secret_is_made_once_and_stays_the_same() {
    SecretFile secret = new Home(folder).pseudonymKey();

    assertThat(secret.read()).isEmpty();
    String first = secret.readOrCreate();

    assertThat(secret.readOrCreate()).isEqualTo(first);
    assertThat(secret.bytes()).hasSize(32);
    assertThat(new Home(folder).adminKey().readOrCreate()).isNotEqualTo(first);
  }

  @Test
  void only_its_owner_may_read_it() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    SecretFile secret = new Home(folder).pseudonymKey();
    secret.readOrCreate();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret.file())))
        .isEqualTo("rw-------");
    try (var files = Files.list(secret.file().getParent())) {
      assertThat(files).containsExactly(secret.file());
    }
  }

  @Test
  void whoever_creates_it_at_the_same_moment_gets_the_same_one() {
    SecretFile secret = new Home(folder).adminKey();

    Set<String> seen =
        IntStream.range(0, 32)
            .parallel()
            .mapToObj(i -> secret.readOrCreate())
            .collect(
                Collectors.toCollection(
                    () -> Collections.synchronizedSet(new java.util.HashSet<>())));

    assertThat(seen).hasSize(1);
  }

  @Test
  void a_spoilt_one_is_named() throws IOException {
    SecretFile secret = new Home(folder).pseudonymKey();
    Files.createDirectories(secret.file().getParent());
    Files.writeString(secret.file(), "not base64url!\n");

    assertThatThrownBy(secret::bytes)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(secret.file().toString());
  }
}
