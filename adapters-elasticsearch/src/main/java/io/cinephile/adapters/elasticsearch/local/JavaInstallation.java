package io.cinephile.adapters.elasticsearch.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JDK or JRE that was asked for its version and answered. */
record JavaInstallation(Path home, int feature) {

  private static final Pattern SPECIFICATION =
      Pattern.compile("java\\.specification\\.version = (?:1\\.)?(\\d+)");

  /** Asks the Java below {@code home} for its version. */
  static JavaInstallation at(Path home) {
    Path java = home.resolve("bin").resolve("java");
    if (!Files.isExecutable(java)) {
      throw new LocalElasticsearchRefusedException(
          "Elasticsearch needs a JDK, but %s has no bin/java. Set ES_JAVA_HOME to the folder of one."
              .formatted(home));
    }
    ShortCommand.Outcome outcome =
        ShortCommand.run(List.of(java.toString(), "-XshowSettings:properties", "-version"));
    Matcher version = SPECIFICATION.matcher(outcome.output());
    if (!outcome.succeeded() || !version.find()) {
      throw new LocalElasticsearchRefusedException(
          "Elasticsearch needs a JDK, but %s does not answer as one. Set ES_JAVA_HOME to the folder of one."
              .formatted(java));
    }
    return new JavaInstallation(home, Integer.parseInt(version.group(1)));
  }

  /** Refuses where this Java is too old for that Elasticsearch. */
  void requireFor(ElasticsearchVersion version) {
    if (feature < version.oldestJava()) {
      throw new LocalElasticsearchRefusedException(
          "Elasticsearch %s needs Java %d or newer, but %s is Java %d. Set ES_JAVA_HOME to a newer JDK."
              .formatted(version, version.oldestJava(), home, feature));
    }
  }
}
