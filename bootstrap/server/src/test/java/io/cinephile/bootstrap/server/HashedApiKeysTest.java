package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.adapters.rest.ApiKeys;
import io.cinephile.bootstrap.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashedApiKeysTest {
  @TempDir Path folder;

  @Test
  void the_first_start_makes_one_admin_key_and_keeps_its_hash_alone() throws IOException {
    Home home = new Home(folder);
    String key = new AdminKey(home, new HashedApiKeys(home)).create().orElseThrow();

    HashedApiKeys reread = new HashedApiKeys(home);
    assertThat(reread.rolesOf(key).orElseThrow()).containsExactly(ApiKeys.ADMIN);
    assertThat(Files.readString(home.apiKeys())).doesNotContain(key);
    assertThat(new AdminKey(home, reread).create()).isEmpty();
  }

  @Test
  void another_key_opens_nothing() {
    Home home = new Home(folder);
    HashedApiKeys keys = new HashedApiKeys(home);
    assertThat(keys.rolesOf("")).isEmpty();

    String key = new AdminKey(home, keys).create().orElseThrow();

    assertThat(keys.rolesOf(key + "x")).isEmpty();
    assertThat(keys.rolesOf(key.substring(1))).isEmpty();
    assertThat(keys.rolesOf("")).isEmpty();
  }

  @Test
  void the_key_goes_on_working_when_its_file_is_deleted() throws IOException {
    Home home = new Home(folder);
    AdminKey admin = new AdminKey(home, new HashedApiKeys(home));
    String key = admin.create().orElseThrow();
    Files.delete(admin.file());

    HashedApiKeys reread = new HashedApiKeys(home);
    assertThat(new AdminKey(home, reread).create()).isEmpty();
    assertThat(reread.rolesOf(key)).isPresent();
  }
}
