package io.cinephile.bootstrap.server;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import picocli.CommandLine.Option;

/**
 * The options that all commands share. They are handed on as system properties, so that the command
 * line wins over the environment, and that over files.
 */
final class Settings {
  /** Below the environment (300), above what is packaged (250). */
  private static final int FILE_ORDINAL = 260;

  @Option(
      names = "--home",
      paramLabel = "<folder>",
      description =
          "Where secrets, data sets and the local Elasticsearch live (default: ~/.cinephile).")
  private Path home;

  @Option(
      names = "--dataset",
      paramLabel = "<data>",
      description =
          "A MovieLens folder, a .zip, or a name: sample, ml-latest-small, ml-100k, ml-1m, ml-10m,"
              + " ml-20m, ml-25m, ml-32m, ml-latest (default: sample, if nothing was trained yet).")
  private String dataset;

  /** Makes the options known to all that reads configuration, and returns what that says now. */
  CinephileConfiguration apply() {
    set("cinephile.home", home);
    set("cinephile.dataset", dataset);
    return configuration();
  }

  static void set(String property, Object value) {
    if (value != null) {
      System.setProperty(property, value.toString());
    }
  }

  /** Whether an Elasticsearch was named, so that none is to be started here. */
  static boolean namesElasticsearch() {
    return everything().getOptionalValue("quarkus.elasticsearch.hosts", String.class).isPresent();
  }

  /** Puts the class path's, the environment's and the command line's values together. */
  static CinephileConfiguration configuration() {
    try {
      return everything().getConfigMapping(CinephileConfiguration.class);
    } catch (ConfigValidationException e) {
      throw new CommandFailedException(
          IntStream.range(0, e.getProblemCount())
              .mapToObj(i -> e.getProblem(i).getMessage())
              .collect(Collectors.joining("; ")));
    }
  }

  /** The file that Quarkus reads too, with the precedence that it gives it. */
  private static List<ConfigSource> configurationFile() {
    Path file = Path.of("config", "application.properties");
    try {
      return Files.exists(file)
          ? List.of(new PropertiesConfigSource(file.toUri().toURL(), FILE_ORDINAL))
          : List.of();
    } catch (IOException e) {
      throw new CommandFailedException("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  /** All settings, whoever they belong to. */
  static SmallRyeConfig everything() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .withSources(configurationFile())
        .addDiscoveredConverters()
        .withMapping(CinephileConfiguration.class)
        .withValidateUnknown(false)
        .build();
  }
}
