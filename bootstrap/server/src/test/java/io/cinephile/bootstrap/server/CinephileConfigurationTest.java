package io.cinephile.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names and defaults that people and scripts rely on. */
class CinephileConfigurationTest {
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
    assertThat(configuration.elasticsearch().indexPrefix()).isEqualTo("cinephile");
    assertThat(configuration.elasticsearch().replicas()).isZero();
    assertThat(configuration.elasticsearch().lease()).isEqualTo(Duration.ofSeconds(30));
    assertThat(configuration.elasticsearch().heapMegabytes()).isEqualTo(512);
    assertThat(configuration.elasticsearch().distribution()).isEmpty();
    assertThat(configuration.sweep().every()).isEqualTo(Duration.ofMinutes(10));
    assertThat(configuration.sweep().keep()).isEqualTo(SweepGenerations.FEWEST_KEPT);
    assertThat(configuration.training().tolerance()).isEqualTo(QualityGate.DEFAULT_TOLERANCE);
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

  private static CinephileConfiguration with(Map<String, String> values) {
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
