package io.cinephile.bootstrap.server;

import io.cinephile.kibana.ImportFailedException;
import io.cinephile.kibana.KibanaAccess;
import io.cinephile.kibana.KibanaImport;
import io.cinephile.kibana.Language;
import io.cinephile.kibana.SavedObjects;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings data views and dashboards into a Kibana. Needs no server and no Elasticsearch. */
@Command(
    name = "kibana",
    description = "Bring data views and dashboards into a Kibana.",
    mixinStandardHelpOptions = true)
final class KibanaCommand implements Runnable {
  private static final String API_KEY = "cinephile.kibana.api-key";
  private static final String PASSWORD = "cinephile.kibana.password";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "import",
      description = {
        "Wait until Kibana is ready, then import, in the place of what an earlier import brought.",
        "Who asks is told by an API key or by a user and a password. Neither is an option, as others"
            + " can read those: they come from a file, or from CINEPHILE_KIBANA_API_KEY or"
            + " CINEPHILE_KIBANA_PASSWORD."
      },
      mixinStandardHelpOptions = true)
  int importObjects(
      @Option(
              names = "--url",
              required = true,
              paramLabel = "<address>",
              description =
                  "Of Kibana, with its base path and its space (/s/<space>) where it has them.")
          URI address,
      @Option(
              names = "--language",
              required = true,
              paramLabel = "<language>",
              description = "en or fr.")
          Language language,
      @Option(names = "--user", paramLabel = "<name>", description = "Who signs in by password.")
          String user,
      @Option(names = "--password-file", paramLabel = "<file>", description = "Holds the password.")
          Path passwordFile,
      @Option(
              names = "--api-key-file",
              paramLabel = "<file>",
              description = "Holds an API key, in Base64.")
          Path apiKeyFile,
      @Option(
              names = "--wait",
              paramLabel = "<seconds>",
              defaultValue = "120",
              description =
                  "For how long Kibana may take to get ready (default: ${DEFAULT-VALUE}).")
          int seconds) {
    Optional<String> apiKey = secret(API_KEY, apiKeyFile, "--api-key-file");
    Optional<String> password = secret(PASSWORD, passwordFile, "--password-file");
    KibanaAccess access = access(apiKey, Optional.ofNullable(user), password);
    try {
      int count =
          new KibanaImport(address, access, Duration.ofSeconds(seconds))
              .run(SavedObjects.in(language));
      spec.commandLine().getOut().printf("Imported %d objects into %s.%n", count, address);
      spec.commandLine().getOut().flush();
      return 0;
    } catch (ImportFailedException e) {
      throw new CommandFailedException(e.getMessage());
    }
  }

  /** Of several ways to sign in none is chosen by guess. */
  private static KibanaAccess access(
      Optional<String> apiKey, Optional<String> user, Optional<String> password) {
    if (apiKey.isPresent() && (user.isPresent() || password.isPresent())) {
      throw new CommandFailedException("there is an API key, and a user or a password: name one.");
    }
    if (user.isPresent() != password.isPresent()) {
      throw new CommandFailedException("a user needs a password, and a password a user.");
    }
    return apiKey
        .map(KibanaAccess::byApiKey)
        .or(() -> user.map(name -> KibanaAccess.byPassword(name, password.orElseThrow())))
        .orElseGet(KibanaAccess::none);
  }

  private static Optional<String> secret(String property, Path file, String option) {
    Optional<String> configured = Settings.everything().getOptionalValue(property, String.class);
    if (file == null) {
      return configured;
    }
    if (configured.isPresent()) {
      throw new CommandFailedException("%s is given, and so is %s.".formatted(option, property));
    }
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new CommandFailedException("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
