package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.adapters.spark.launch.JavaHome;
import io.cinephile.adapters.spark.launch.TrainerCommand;
import io.cinephile.bootstrap.server.CinephileConfiguration.Trainer.Mode;
import io.cinephile.domain.retention.RetentionRule;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and defaults that people and scripts rely on. */
class CinephileConfigurationTest {
  @TempDir Path folder;

  @Test
  void defaults_are_as_documented() {
    CinephileConfiguration configuration = with(Map.of());

    assertThat(configuration.home())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cinephile"));
    assertThat(configuration.host()).isEqualTo("127.0.0.1");
    assertThat(configuration.port()).isEqualTo(8080);
    assertThat(configuration.dataset()).isEmpty();
    assertThat(configuration.training().schedule()).isEqualTo("off");
    assertThat(configuration.trainer().master()).isEqualTo("local[*]");
    assertThat(configuration.trainer().heap()).isEqualTo("2g");
    assertThat(configuration.trainer().classPathFile()).isEmpty();
    assertThat(configuration.trainer().mode()).isEqualTo(Mode.PROCESS);
    assertThat(configuration.trainer().cores()).isEmpty();
    assertThat(configuration.trainer().javaHome()).isEmpty();
    assertThat(configuration.elasticsearch().indexPrefix()).isEqualTo("cinephile");
    assertThat(configuration.elasticsearch().replicas()).isZero();
    assertThat(configuration.elasticsearch().timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(configuration.elasticsearch().lease()).isEqualTo(Duration.ofSeconds(30));
    assertThat(configuration.elasticsearch().heapMegabytes()).isEqualTo(512);
    assertThat(configuration.elasticsearch().distribution()).isEmpty();
    assertThat(configuration.sweep().every()).isEqualTo(Duration.ofMinutes(10));
    assertThat(configuration.sweep().keep()).isEqualTo(3);
    assertThat(configuration.training().tolerance()).isEqualTo(0.02);
    assertThat(configuration.retention().every()).isEqualTo(Duration.ofHours(24));
    assertThat(RetentionRules.of(configuration))
        .extracting(RetentionRule::text)
        .containsExactly("forever", "P2Y", "newest 3", "P3Y", "forever", "P30D");
    assertThat(configuration.events().enabled()).isTrue();
    assertThat(configuration.events().sample()).isEqualTo(1);
    assertThat(configuration.governance().controller()).isEmpty();
    assertThat(configuration.governance().contact()).isEmpty();
    assertThat(configuration.governance().owner()).isEmpty();
    assertThat(configuration.lineage().url()).isEmpty();
  }

  @Test
  void names_of_the_retention_rules_are_as_documented() {
    Map<String, String> settings =
        Map.of(
            "cinephile.retention.live-ratings", "P1Y",
            "cinephile.retention.runs", "P90D",
            "cinephile.retention.audit", "forever",
            "cinephile.retention.events", "P7D",
            "cinephile.sweep.keep", "5");
    assertThat(RetentionRules.of(with(settings)))
        .extracting(RetentionRule::text)
        .containsExactly("P1Y", "P90D", "newest 5", "forever", "forever", "P7D");
    assertThatThrownBy(() -> RetentionRules.of(with(Map.of("cinephile.retention.audit", "P0D"))))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("cinephile.retention.audit must be a period from P1D to P100Y");
  }

  @Test
  void names_are_as_documented() {
    CinephileConfiguration configuration =
        with(
            Map.of(
                "cinephile.home", "/h",
                "cinephile.dataset", "ml-25m",
                "cinephile.port", "81",
                "cinephile.training.schedule", "0 0 3 * * ?",
                "cinephile.training.tolerance", "0.1",
                "cinephile.sweep.keep", "7",
                "cinephile.trainer.class-path-file", "/c",
                "cinephile.elasticsearch.index-prefix", "films",
                "cinephile.elasticsearch.heap-megabytes", "1024",
                "cinephile.elasticsearch.lease", "PT1M"));

    assertThat(configuration.home()).isEqualTo(Path.of("/h"));
    assertThat(configuration.dataset()).contains("ml-25m");
    assertThat(configuration.port()).isEqualTo(81);
    assertThat(configuration.training().schedule()).isEqualTo("0 0 3 * * ?");
    assertThat(configuration.training().tolerance()).isEqualTo(0.1);
    assertThat(configuration.sweep().keep()).isEqualTo(7);
    assertThat(configuration.trainer().classPathFile()).contains(Path.of("/c"));
    assertThat(configuration.elasticsearch().indexPrefix()).isEqualTo("films");
    assertThat(configuration.elasticsearch().heapMegabytes()).isEqualTo(1024);
    assertThat(configuration.elasticsearch().lease()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void events_are_switched_and_sampled_as_documented() {
    CinephileConfiguration.Events events =
        with(Map.of("cinephile.events.enabled", "false", "cinephile.events.sample", "0.1"))
            .events();
    assertThat(events.enabled()).isFalse();
    assertThat(events.sample()).isEqualTo(0.1);
  }

  @Test
  void the_timeout_of_a_requests_calls_is_set_as_documented() {
    assertThat(with(Map.of("cinephile.elasticsearch.timeout", "PT0.5S")).elasticsearch().timeout())
        .isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void names_of_the_trainers_settings_are_as_documented() {
    CinephileConfiguration.Trainer trainer =
        with(Map.of(
                "cinephile.trainer.mode", "waiting",
                "cinephile.trainer.master", "spark://host:7077",
                "cinephile.trainer.cores", "16",
                "cinephile.trainer.heap", "8g",
                "cinephile.trainer.java-home", "/jdk"))
            .trainer();

    assertThat(trainer.mode()).isEqualTo(Mode.WAITING);
    assertThat(trainer.master()).isEqualTo("spark://host:7077");
    assertThat(trainer.cores()).contains("16");
    assertThat(trainer.heap()).isEqualTo("8g");
    assertThat(trainer.javaHome()).contains(Path.of("/jdk"));
  }

  @Test
  void a_trainer_is_started_as_configured() throws IOException {
    TrainerCommand command =
        TrainerCommands.of(withTrainer("cores", "3", "heap", "8g", "master", "local[*]"));

    assertThat(command.master().url()).isEqualTo("local[3]");
    assertThat(command.heap()).isEqualTo("8g");
    assertThat(command.javaHome()).isEqualTo(JavaHome.ofThisProcess());
    assertThat(command.environment()).containsEntry("SPARK_LOCAL_IP", "127.0.0.1");
  }

  @Test
  void nonsense_is_refused_with_field_value_and_bound() throws IOException {
    assertThatThrownBy(() -> TrainerCommands.of(withTrainer("cores", "0")))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(
            "cinephile.trainer.cores must be a whole number from 1 to 1024, or *, but is '0'.");
    assertThatThrownBy(() -> TrainerCommands.of(withTrainer("heap", "lots")))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("cinephile.trainer.heap must look like 2g or 1536m");
    assertThatThrownBy(() -> TrainerCommands.of(withTrainer("java-home", folder.toString())))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining(
            "cinephile.trainer.java-home must be the folder of a Java from 17 to 25")
        .hasMessageContaining("no bin/java");
  }

  @Test
  void a_java_that_spark_does_not_run_on_is_refused() throws IOException {
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    Files.createFile(java);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    assertThatThrownBy(() -> TrainerCommands.of(withTrainer("java-home", folder.toString())))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("(it is Java 11)");
  }

  private CinephileConfiguration withTrainer(String... namesAndValues) throws IOException {
    Path classPath = Files.writeString(folder.resolve("class-path.txt"), "spark.jar");
    Map<String, String> values = new HashMap<>();
    values.put("cinephile.home", folder.toString());
    values.put("cinephile.trainer.class-path-file", classPath.toString());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put("cinephile.trainer." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return with(values);
  }

  static CinephileConfiguration with(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addSystemSources()
        .addDiscoveredConverters()
        .withDefaultValues(values)
        .withMapping(CinephileConfiguration.class)
        .withValidateUnknown(false)
        .build()
        .getConfigMapping(CinephileConfiguration.class);
  }
}
