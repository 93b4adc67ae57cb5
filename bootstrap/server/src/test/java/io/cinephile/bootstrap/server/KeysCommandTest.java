package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.bootstrap.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class KeysCommandTest {
  @TempDir Path folder;

  @AfterEach
  void forgetHome() {
    System.clearProperty("cinephile.home");
  }

  private record Outcome(int exit, String out, String err) {
    String key() {
      assertThat(exit).as(err).isZero();
      return out.strip();
    }
  }

  private Outcome keys(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Cinephile.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] all =
        Stream.of(Stream.of("keys"), Stream.of(arguments), Stream.of("--home", folder.toString()))
            .flatMap(part -> part)
            .toArray(String[]::new);
    return new Outcome(command.execute(all), out.toString(), err.toString());
  }

  private Optional<Set<String>> roles(String key) {
    return roles(key, Duration.ZERO);
  }

  private Optional<Set<String>> roles(String key, Duration later) {
    return new HashedApiKeys(new Home(folder), Clock.offset(Clock.systemUTC(), later)).rolesOf(key);
  }

  @Test
  void a_new_key_is_printed_alone_and_has_its_roles() throws IOException {
    String key = keys("add", "--role", "service", "--role", "read", "--name", "shop").key();
    assertThat(key).hasSizeGreaterThan(40).doesNotContain("\n");
    assertThat(roles(key)).contains(Set.of("service", "read"));
    assertThat(Files.readString(new Home(folder).apiKeys())).contains("shop").doesNotContain(key);
  }

  @Test
  void what_was_done_waits_for_a_server_to_put_it_into_the_audit_trail() {
    String key = keys("add", "--role", "service", "--name", "shop").key();
    String fresh = keys("rotate", "shop").key();
    keys("remove", "shop");
    keys("remove", "shop");
    List<String> actions = new ArrayList<>();
    new PendingActions(new Home(folder).auditPending())
        .drain((actor, action, payload) -> actions.add(actor + " " + action + " " + payload));
    assertThat(actions).hasSize(4);
    assertThat(actions.get(0))
        .startsWith("command:keys KEY_ADDED key=" + ApiKeyFile.hash(key).substring(0, 16))
        .contains("name=shop roles=service");
    assertThat(actions.get(1))
        .startsWith("command:keys KEY_ROTATED key=" + ApiKeyFile.hash(fresh).substring(0, 16))
        .contains("old=" + ApiKeyFile.hash(key).substring(0, 16));
    assertThat(actions.subList(2, 4)).allMatch(action -> action.contains("KEY_REMOVED"));
    assertThat(String.join("", actions)).doesNotContain(key, fresh);
  }

  @Test
  void the_list_tells_names_and_roles_but_no_key() {
    String shop = keys("add", "--role", "service", "--name", "shop").key();
    keys("add", "--role", "admin").key();
    String hash = ApiKeyFile.hash(shop);

    String list = keys("list").out;

    assertThat(list).contains("shop", "service", "admin", hash.substring(0, 8), "always");
    assertThat(list).doesNotContain(shop, hash.substring(0, 9));
  }

  @Test
  void a_removed_key_opens_nothing() {
    String named = keys("add", "--role", "read", "--name", "shop").key();
    String nameless = keys("add", "--role", "read").key();
    String other = keys("add", "--role", "read").key();

    assertThat(keys("remove", "shop").exit).isZero();
    assertThat(keys("remove", ApiKeyFile.hash(nameless).substring(0, 8)).exit).isZero();

    assertThat(roles(named)).isEmpty();
    assertThat(roles(nameless)).isEmpty();
    assertThat(roles(other)).isPresent();
  }

  @Test
  void a_replaced_key_stays_valid_for_the_grace_only() {
    String old = keys("add", "--role", "service", "--name", "shop").key();

    String fresh = keys("rotate", "shop", "--grace", "2h").key();

    assertThat(roles(fresh)).contains(Set.of("service"));
    assertThat(roles(old)).contains(Set.of("service"));
    assertThat(roles(old, Duration.ofHours(3))).isEmpty();
    assertThat(roles(fresh, Duration.ofDays(1000))).isPresent();
    assertThat(keys("list").out).contains("until 20");

    String freshest = keys("rotate", "shop", "--grace", "0s").key();
    assertThat(roles(fresh, Duration.ofSeconds(1))).isEmpty();
    assertThat(roles(freshest)).isPresent();
    assertThat(roles(old)).as("its own grace goes on").isPresent();
  }

  @Test
  void removing_a_name_removes_what_it_replaced_too() {
    String old = keys("add", "--role", "service", "--name", "shop").key();
    String fresh = keys("rotate", "shop").key();
    keys("remove", "shop");
    for (String key : List.of(old, fresh)) {
      assertThat(roles(key)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "add --role root, '--role must be one of [read, service, admin, privacy], but is ''root''.'",
    "add, --role",
    "add --role read --name a/b, '--name must be 1 to 64'",
    "add --role read --name taken, 'rotate or remove it'",
    "remove nobody, 'no key has the name'",
    "rotate nobody, 'no key has the name'",
    "rotate taken --grace soon, '--grace must be from 0s to 366d'",
    "rotate taken --grace 400d, '--grace must be from 0s to 366d'",
    "rotate taken --grace -1h, '--grace must be from 0s to 366d'",
  })
  void what_cannot_be_done_is_told_in_a_line(String arguments, String message) {
    keys("add", "--role", "read", "--name", "taken").key();
    Outcome outcome = keys(arguments.split(" "));
    assertThat(outcome.exit).isNotZero();
    assertThat(outcome.err).contains(message).doesNotContain("\tat ");
    assertThat(outcome.out).isEmpty();
  }

  @Test
  void a_broken_file_is_told_in_a_line() throws IOException {
    Path file = new Home(folder).apiKeys();
    Files.createDirectories(file.getParent());
    Files.writeString(file, "root 00\n");
    Outcome outcome = keys("add", "--role", "read");
    assertThat(outcome.exit).isEqualTo(1);
    assertThat(outcome.err).contains("Line 1 of " + file).doesNotContain("\tat ");
    assertThat(Files.readString(file)).isEqualTo("root 00\n");
  }
}
