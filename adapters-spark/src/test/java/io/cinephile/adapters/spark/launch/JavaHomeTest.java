package io.cinephile.adapters.spark.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaHomeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "1.8.0_392, 8, false",
    "11.0.24,  11, false",
    "16,       16, false",
    "17.0.15,  17, true",
    "25,       25, true",
    "26-ea,    26, false"
  })
  void the_release_tells_whether_a_trainer_can_run_on_it(
      String version, int feature, boolean supported) throws IOException {
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    assertThat(new JavaHome(folder).feature()).isEqualTo(feature);
    assertThat(new JavaHome(folder).isSupported()).isEqualTo(supported);
  }

  @Test
  void a_folder_without_java_is_none() {
    assertThat(JavaHome.ofThisProcess().exists()).isTrue();
    assertThat(new JavaHome(folder).exists()).isFalse();
  }
}
