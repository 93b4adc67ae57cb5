package io.cinephile.bootstrap.server;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * The options that all commands share. They are handed on as system properties, so that the command
 * line wins over the environment, and that over files.
 */
final class Settings {
  @Option(
      names = "--home",
      paramLabel = "<folder>",
      description =
          "Where secrets, data sets and the local Elasticsearch live (default: ~/.cinephile).")
  private Path home;

  @Option(
      names = "--dataset",
      paramLabel = "<data>",
      description = {
        "What to train on: a MovieLens folder, a .zip, or a name: sample, ml-latest-small, ml-100k,",
        "ml-1m, ml-10m, ml-20m, ml-25m, ml-32m, ml-latest (default: sample, if nothing was trained yet)."
      })
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
    return everything().getConfigMapping(CinephileConfiguration.class);
  }

  /** All settings, whoever they belong to. */
  static SmallRyeConfig everything() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .addDiscoveredConverters()
        .withMapping(CinephileConfiguration.class)
        .withValidateUnknown(false)
        .build();
  }
}
