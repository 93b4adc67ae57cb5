package io.cinephile.bootstrap.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.rating.KeyId;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymKeysTest {
  private static final UserId USER = new UserId("42");

  @TempDir Path folder;
  private PseudonymKeys keys;

  @BeforeEach
  void name() {
    keys = new Home(folder).pseudonymKeys();
  }

  private Path file(String name) {
    return folder.resolve("keys").resolve(name);
  }

  @Test
  void there_is_a_first_key_and_no_other_one() {
    assertThat(keys.current()).isEqualTo(keys.first());
    assertThat(keys.pseudonymiser().keyId()).isEqualTo(keys.first());
    assertThat(file("pseudonym.key")).exists();
  }

  @Test
  void the_next_key_is_made_once_for_its_owner_alone_and_not_in_use_yet() throws IOException {
    Pseudonym before = keys.pseudonymiser().of(USER);
    KeyId next = keys.prepareNext();

    assertThat(new Home(folder).pseudonymKeys().prepareNext()).isEqualTo(next);
    assertThat(keys.current()).isEqualTo(keys.first());
    assertThat(keys.pseudonymiser().of(USER)).isEqualTo(before);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file("pseudonym-cover.next"))))
        .isEqualTo("rw-------");
  }

  @Test
  void a_key_in_use_makes_the_pseudonyms_that_stored_ones_were_brought_to() {
    Pseudonym before = keys.pseudonymiser().of(USER);
    for (int times = 0; times < 3; times++) {
      KeyId from = keys.current();
      KeyId next = keys.prepareNext();
      Pseudonym brought = keys.rekeying(from, next).orElseThrow().pseudonym(before);
      keys.use(next);
      keys.use(next);

      assertThat(keys.current()).isEqualTo(next);
      assertThat(keys.pseudonymiser().of(USER)).isEqualTo(brought).isNotEqualTo(before);
      before = brought;
    }
    assertThat(file("pseudonym-cover.next")).doesNotExist();
  }

  @Test
  void the_former_key_is_deleted_and_can_be_put_back() throws IOException {
    KeyId first = keys.prepareNext();
    keys.use(first);
    String text = Files.readString(file("pseudonym-cover.key"));
    KeyId second = keys.prepareNext();
    keys.use(second);

    assertThat(file("pseudonym-cover.key")).content().isNotEqualTo(text);
    assertThat(keys.rekeying(first, second)).isEmpty();
    Files.writeString(file("pseudonym-cover.from-the-safe"), text);
    assertThat(keys.rekeying(first, second)).isPresent();
    assertThat(keys.rekeying(keys.first(), second)).isPresent();
  }

  @Test
  void a_key_that_is_not_the_next_one_is_not_put_to_use() {
    keys.prepareNext();
    assertThatThrownBy(() -> keys.use(new KeyId("00000000")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(keys.current()).isEqualTo(keys.first());
  }
}
