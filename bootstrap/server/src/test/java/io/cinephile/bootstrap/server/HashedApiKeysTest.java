package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.adapters.rest.ApiKeys;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.bootstrap.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashedApiKeysTest {
  @TempDir Path folder;

  private final SettableClock clock = new SettableClock();
  private Home home;

  @BeforeEach
  void home() {
    home = new Home(folder);
  }

  private HashedApiKeys keys() {
    return new HashedApiKeys(home, clock);
  }

  private void write(String... lines) throws IOException {
    Files.createDirectories(home.apiKeys().getParent());
    Files.writeString(home.apiKeys(), String.join("\n", lines) + "\n");
  }

  private static String line(String roles, String key, String... more) {
    return roles + " " + ApiKeyFile.hash(key) + " " + String.join(" ", more);
  }

  @Test
  void the_first_start_makes_one_key_with_all_roles_and_keeps_its_hash_alone() throws IOException {
    String key = new AdminKey(home, keys(), Clock.systemUTC()).create().orElseThrow();

    HashedApiKeys reread = keys();
    assertThat(reread.rolesOf(key).orElseThrow()).containsExactlyElementsOf(ApiKeys.ROLES);
    assertThat(Files.readString(home.apiKeys())).doesNotContain(key);
    assertThat(new AdminKey(home, reread, Clock.systemUTC()).create()).isEmpty();
  }

  @Test
  void another_key_opens_nothing() {
    HashedApiKeys keys = keys();
    assertThat(keys.rolesOf("")).isEmpty();

    String key = new AdminKey(home, keys, Clock.systemUTC()).create().orElseThrow();

    assertThat(keys.rolesOf(key + "x")).isEmpty();
    assertThat(keys.rolesOf(key.substring(1))).isEmpty();
    assertThat(keys.rolesOf("")).isEmpty();
  }

  @Test
  void the_key_goes_on_working_when_its_file_is_deleted() throws IOException {
    AdminKey admin = new AdminKey(home, keys(), Clock.systemUTC());
    String key = admin.create().orElseThrow();
    Files.delete(admin.file());

    HashedApiKeys reread = keys();
    assertThat(new AdminKey(home, reread, Clock.systemUTC()).create()).isEmpty();
    assertThat(reread.rolesOf(key)).isPresent();
  }

  @Test
  void nobody_but_the_owner_may_read_what_is_written() throws IOException {
    new AdminKey(home, keys(), Clock.systemUTC()).create();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.apiKeys())))
        .isEqualTo("rw-------");
  }

  @Test
  void lines_of_two_columns_stay_valid() throws IOException {
    write(line("admin", "old"), "", "# a remark", line("read", "twice"), line("service", "twice"));
    assertThat(keys().rolesOf("old")).contains(Set.of("admin"));
    assertThat(keys().rolesOf("twice")).contains(Set.of("read", "service"));
  }

  @Test
  void a_key_is_valid_until_its_end() throws IOException {
    write(line("read,service", "leaving", "shop", "2026-11-22T17:00:00Z"));
    HashedApiKeys keys = keys();
    clock.advance(Duration.between(clock.instant(), Instant.parse("2026-11-22T16:59:59Z")));
    assertThat(keys.rolesOf("leaving")).contains(Set.of("read", "service"));
    clock.advance(Duration.between(clock.instant(), Instant.parse("2026-11-22T17:00:00Z")));
    assertThat(keys.rolesOf("leaving")).isEmpty();
  }

  @Test
  void a_change_is_known_two_seconds_later_without_a_restart() throws IOException {
    write(line("read", "one"));
    HashedApiKeys keys = keys();
    assertThat(keys.rolesOf("one")).isPresent();

    write(line("read", "other"), line("admin", "second"));
    clock.advance(Duration.ofSeconds(2));

    assertThat(keys.rolesOf("other")).contains(Set.of("read"));
    assertThat(keys.rolesOf("second")).contains(Set.of("admin"));
    assertThat(keys.rolesOf("one")).isEmpty();
  }

  @Test
  void a_file_that_is_swapped_for_one_of_the_same_size_and_time_is_noticed() throws IOException {
    write(line("read", "one"));
    HashedApiKeys keys = keys();
    Path other = Files.writeString(folder.resolve("other"), line("read", "two") + "\n");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(home.apiKeys()));
    Files.move(other, home.apiKeys(), StandardCopyOption.REPLACE_EXISTING);
    clock.advance(Duration.ofSeconds(2));
    assertThat(keys.rolesOf("two")).isPresent();
  }

  @Test
  void a_broken_file_leaves_the_keys_as_they_were_and_is_told_of_once() throws IOException {
    write(line("read", "one"));
    HashedApiKeys keys = keys();
    try (Log log = new Log()) {
      write(line("read", "one"), line("root", "two"));
      for (int i = 0; i < 5; i++) {
        clock.advance(Duration.ofSeconds(2));
        assertThat(keys.rolesOf("one")).isPresent();
        assertThat(keys.rolesOf("two")).isEmpty();
      }
      assertThat(log.messages).hasSize(1);
      assertThat(log.messages.get(0))
          .contains("Line 2 of " + home.apiKeys() + " must name roles out of [read, service")
          .doesNotContain(ApiKeyFile.hash("two"), "root");

      Files.delete(home.apiKeys());
      clock.advance(Duration.ofSeconds(2));
      assertThat(keys.rolesOf("one")).isPresent();
    }
  }

  @Test
  void a_file_that_is_broken_at_the_start_stops_it() throws IOException {
    for (String broken :
        List.of(
            line("root", "a"),
            line("read,root", "a"),
            "read nohash",
            "read",
            line("read", "a", "name", "tomorrow"),
            line("read", "a", "name", "2026-11-22T17:00:00Z", "more"))) {
      write(line("read", "fine"), broken);
      assertThatThrownBy(this::keys)
          .as(broken)
          .isInstanceOf(ApiKeyFile.MalformedException.class)
          .hasMessageStartingWith("Line 2 of " + home.apiKeys())
          .message()
          .doesNotContain(ApiKeyFile.hash("a"));
    }
  }

  /** What is logged while it is open. */
  private static final class Log extends Handler implements AutoCloseable {
    private final List<String> messages = new ArrayList<>();
    private final Logger logger = Logger.getLogger(HashedApiKeys.class.getName());

    Log() {
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord entry) {
      Object[] parameters = entry.getParameters();
      messages.add(
          parameters == null ? entry.getMessage() : entry.getMessage().formatted(parameters));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
