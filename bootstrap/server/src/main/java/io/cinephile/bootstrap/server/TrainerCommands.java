package io.cinephile.bootstrap.server;

import io.cinephile.adapters.spark.launch.JavaHome;
import io.cinephile.adapters.spark.launch.SparkMaster;
import io.cinephile.adapters.spark.launch.TrainerCommand;
import io.cinephile.bootstrap.home.Home;
import io.cinephile.domain.OutOfRangeException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** How this installation starts its trainers: which class path, and what they have to know. */
final class TrainerCommands {
  private static final String MAIN_CLASS = "io.cinephile.bootstrap.trainer.Trainer";

  /** The trainer reaches Elasticsearch by the same settings as the server. */
  private static final List<String> HANDED_ON =
      List.of(
          "quarkus.elasticsearch.hosts",
          "quarkus.elasticsearch.protocol",
          "quarkus.elasticsearch.username",
          "quarkus.elasticsearch.password");

  private TrainerCommands() {}

  /**
   * @throws CommandFailedException if no trainer can be started so; tells which setting is wrong
   */
  static TrainerCommand of(CinephileConfiguration configuration) {
    try {
      return checked(configuration);
    } catch (OutOfRangeException e) {
      throw new CommandFailedException(e.getMessage() + ".");
    }
  }

  private static TrainerCommand checked(CinephileConfiguration configuration) {
    Path classPathFile =
        configuration
            .trainer()
            .classPathFile()
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "no trainer is at hand (cinephile.trainer.class-path-file). ./cinephile sets it."));
    Home home = new Home(configuration.home());
    Path jar = classPathFile.resolveSibling("cinephile-trainer.jar");
    SparkMaster master =
        SparkMaster.of(configuration.trainer().master(), configuration.trainer().cores());
    return new TrainerCommand(
        java(configuration),
        classPath(jar, classPathFile),
        MAIN_CLASS,
        jar.toString(),
        master,
        configuration.trainer().heap(),
        environment(configuration, home, master),
        home.trainer().resolve("trainer.log"));
  }

  private static List<String> classPath(Path jar, Path file) {
    try {
      return List.of(
          (jar + File.pathSeparator + Files.readString(file).strip()).split(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException("The class path in %s cannot be read.".formatted(file), e);
    }
  }

  private static JavaHome java(CinephileConfiguration configuration) {
    JavaHome java =
        configuration.trainer().javaHome().map(JavaHome::new).orElseGet(JavaHome::ofThisProcess);
    if (!java.exists()) {
      throw refused(java, "there is no bin/java in it");
    }
    if (!java.isSupported()) {
      throw refused(java, "it is Java " + java.feature());
    }
    return java;
  }

  private static OutOfRangeException refused(JavaHome java, String why) {
    return new OutOfRangeException(
        "cinephile.trainer.java-home",
        java,
        "must be the folder of a Java from %d to %d (%s)"
            .formatted(JavaHome.OLDEST, JavaHome.NEWEST, why));
  }

  private static Map<String, String> environment(
      CinephileConfiguration configuration, Home home, SparkMaster master) {
    Config everything = Settings.everything();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("CINEPHILE_HOME", home.folder().toString());
    if (master.isLocal()) {
      environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    }
    environment.put(
        "CINEPHILE_ELASTICSEARCH_INDEX_PREFIX", configuration.elasticsearch().indexPrefix());
    environment.put(
        "CINEPHILE_ELASTICSEARCH_REPLICAS", "" + configuration.elasticsearch().replicas());
    environment.put(
        "CINEPHILE_ELASTICSEARCH_LEASE", configuration.elasticsearch().lease().toString());
    environment.put("CINEPHILE_TRAINING_TOLERANCE", "" + configuration.training().tolerance());
    environment.put("CINEPHILE_PRIVACY_LEGAL_BASIS", configuration.privacy().legalBasis().name());
    environment.put("CINEPHILE_SWEEP_KEEP", "" + configuration.sweep().keep());
    configuration
        .lineage()
        .url()
        .ifPresent(url -> environment.put("CINEPHILE_LINEAGE_URL", url.toString()));
    for (String key : HANDED_ON) {
      everything
          .getOptionalValue(key, String.class)
          .ifPresent(value -> environment.put(variable(key), value));
    }
    return environment;
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
