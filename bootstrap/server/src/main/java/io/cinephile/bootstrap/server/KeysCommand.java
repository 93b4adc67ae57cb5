package io.cinephile.bootstrap.server;

import io.cinephile.adapters.rest.ApiKeys;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.bootstrap.home.SecretFile;
import io.cinephile.bootstrap.server.ApiKeyFile.Entry;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.AuditAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Makes, lists, replaces and removes API keys. Keys go to standard output, each this once, and what
 * is said about them to standard error.
 */
@Command(
    name = "keys",
    description = {
      "Make, list, replace and remove API keys.",
      "A server that runs with the same home knows of it within two seconds,",
      "and puts it into the audit trail within a minute, or when it starts."
    },
    mixinStandardHelpOptions = true)
final class KeysCommand extends CommandGroup {
  /** As many digits of a hash as name a key. */
  private static final int PREFIX = 8;

  private static final Duration LONGEST_GRACE = Duration.ofDays(366);

  private final Clock clock = Clock.systemUTC();

  @Command(
      name = "add",
      description = "Make a key, and print it this once.",
      mixinStandardHelpOptions = true)
  int add(
      @Option(
              names = "--role",
              required = true,
              paramLabel = "<role>",
              description = "read, service, admin or privacy; may be repeated.")
          List<String> roles,
      @Option(
              names = "--name",
              paramLabel = "<name>",
              description = "1 to 64 letters, digits, dots, hyphens or underscores.")
          String name) {
    Set<String> known = new LinkedHashSet<>(roles);
    known.stream()
        .filter(role -> !ApiKeys.ROLES.contains(role))
        .findFirst()
        .ifPresent(
            role -> {
              throw new CommandFailedException(
                  "--role must be one of %s, but is '%s'.".formatted(ApiKeys.ROLES, role));
            });
    if (name != null && (!name.matches(ApiKeyFile.NAME) || name.equals("-"))) {
      throw new CommandFailedException(
          "--name must be 1 to 64 letters, digits, dots, hyphens or underscores, but is '%s'."
              .formatted(name));
    }
    String key = SecretFile.random();
    change(
        entries -> {
          if (name != null && entries.stream().anyMatch(named(name))) {
            throw new CommandFailedException(
                "there is a key of the name '%s' already; rotate or remove it.".formatted(name));
          }
          Entry made = Entry.of(known, key, Optional.ofNullable(name));
          pending(AuditAction.KEY_ADDED, KeyPayload.of(made));
          entries.add(made);
          return entries;
        });
    return show(key);
  }

  @Command(
      name = "list",
      description = "List the keys by name, roles and the beginning of their hash.",
      mixinStandardHelpOptions = true)
  int list() {
    Instant now = clock.instant();
    out().printf("%-24s %-28s %-10s %s%n", "name", "roles", "hash", "valid");
    for (Entry entry : file().read()) {
      out()
          .printf(
              "%-24s %-28s %-10s %s%n",
              entry.name().orElse("-"),
              String.join(",", entry.roles()),
              entry.hash().substring(0, PREFIX),
              validity(entry, now));
    }
    out().flush();
    return 0;
  }

  @Command(
      name = "remove",
      description = "Have a key open nothing from now on.",
      mixinStandardHelpOptions = true)
  int remove(
      @Parameters(paramLabel = "<key>", description = "Its name, or at least 8 digits of its hash.")
          String key) {
    change(
        entries -> {
          List<Entry> old = found(entries, key);
          old.forEach(entry -> pending(AuditAction.KEY_REMOVED, KeyPayload.of(entry)));
          entries.removeAll(old);
          return entries;
        });
    return 0;
  }

  @Command(
      name = "rotate",
      description = "Make a key of the same name and roles; the old one is valid a while longer.",
      mixinStandardHelpOptions = true)
  int rotate(
      @Parameters(paramLabel = "<key>", description = "Its name, or at least 8 digits of its hash.")
          String key,
      @Option(
              names = "--grace",
              paramLabel = "<time>",
              defaultValue = "24h",
              description =
                  "How long the old key stays valid, from 0s to 366d (default: ${DEFAULT-VALUE}).")
          String grace) {
    String fresh = SecretFile.random();
    Instant end = clock.instant().plus(grace(grace)).truncatedTo(ChronoUnit.SECONDS);
    change(
        entries -> {
          Entry old =
              found(entries, key).stream()
                  .filter(entry -> entry.end().isEmpty())
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new CommandFailedException(
                              "the key '%s' has been replaced already.".formatted(key)));
          Entry made = Entry.of(old.roles(), fresh, old.name());
          pending(
              AuditAction.KEY_ROTATED,
              "%s old=%s until=%s".formatted(KeyPayload.of(made), KeyPayload.hash(old), end));
          List<Entry> changed = new ArrayList<>(entries);
          changed.set(changed.indexOf(old), old.until(end));
          changed.add(made);
          return changed;
        });
    return show(fresh);
  }

  /** What is over, is left out of what is written. */
  private void change(UnaryOperator<List<Entry>> change) {
    Instant now = clock.instant();
    file().change(entries -> change.apply(entries).stream().filter(e -> e.isValidAt(now)).toList());
  }

  /** Before it is done; no server needs to run. */
  private void pending(AuditAction action, String payload) {
    new PendingActions(home().auditPending())
        .add(clock.instant(), Actor.command("keys"), action, payload);
  }

  private int show(String key) {
    out().println(key);
    out().flush();
    err().println("The key is shown this once; only its hash is kept.");
    return 0;
  }

  private ApiKeyFile file() {
    return new ApiKeyFile(home().apiKeys());
  }

  private Home home() {
    return new Home(configuration().home());
  }

  private static List<Entry> found(List<Entry> entries, String key) {
    List<Entry> byName = entries.stream().filter(named(key)).toList();
    if (!byName.isEmpty()) {
      return byName;
    }
    List<Entry> byHash =
        key.length() < PREFIX
            ? List.of()
            : entries.stream().filter(entry -> entry.hash().startsWith(key)).toList();
    if (byHash.size() != 1) {
      throw new CommandFailedException(
          "%s key has the name, or a hash that begins with, '%s'; see './cinephile keys list'."
              .formatted(byHash.isEmpty() ? "no" : "more than one", key));
    }
    return byHash;
  }

  private static Predicate<Entry> named(String name) {
    return entry -> entry.name().filter(name::equals).isPresent();
  }

  private static String validity(Entry entry, Instant now) {
    if (entry.end().isEmpty()) {
      return "always";
    }
    return (entry.isValidAt(now) ? "until " : "no more since ") + entry.end().get();
  }

  /** A number with s, m, h or d behind it. */
  private static Duration grace(String text) {
    try {
      String iso = text.matches("[0-9]+d") ? "P" + text : "PT" + text;
      Duration grace = Duration.parse(iso);
      if (!grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0) {
        return grace;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw new CommandFailedException(
        "--grace must be from 0s to 366d, such as 90m or 24h, but is '%s'.".formatted(text));
  }
}
