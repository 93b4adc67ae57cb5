package io.cinephile.adapters.elasticsearch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** None of these starts anything. */
class LocalElasticsearchRefusalTest {

  private static final long A_PETABYTE_IN_MEGABYTES = 1L << 30;

  @TempDir Path home;

  @Test
  void tooLittleMemory() {
    assertRefused(settings().withMemoryBesideHeapMegabytes(A_PETABYTE_IN_MEGABYTES))
        .hasMessageContaining("needs 1073742336 MB of free memory")
        .hasMessageContaining("512 MB of heap");
  }

  @Test
  void tooLittleDisk() {
    assertRefused(settings().withFreeDiskMegabytes(A_PETABYTE_IN_MEGABYTES))
        .hasMessageContaining("needs 1073741824 MB of free disk below " + home)
        .hasMessageContaining("--home");
  }

  @Test
  void aHomeThatCannotBeMade() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "not a folder");

    assertRefused(LocalElasticsearchSettings.of(file.resolve("home"), BuiltDistribution.zip()))
        .hasMessageContaining("cannot write below " + file.resolve("home"))
        .hasMessageContaining("--home");
  }

  @Test
  void noJdk() {
    assertRefused(settings().withJavaHome(home))
        .hasMessageContaining(home + " has no bin/java")
        .hasMessageContaining("ES_JAVA_HOME");
  }

  @Test
  void somethingElseThanAJdk() throws IOException {
    Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(program, "#!/bin/sh\nexit 0\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertRefused(settings().withJavaHome(home)).hasMessageContaining("does not answer as one");
  }

  @Test
  void aJdkThatIsTooOldForTheDistribution() throws IOException {
    Path future = distributionOf("9.5.3");

    assertThatThrownBy(
            () ->
                new JavaInstallation(home, 17)
                    .requireFor(ElasticsearchDistribution.at(future).version()))
        .isInstanceOf(LocalElasticsearchRefusedException.class)
        .hasMessageContaining("Elasticsearch 9.5.3 needs Java 21 or newer")
        .hasMessageContaining("is Java 17");
  }

  @Test
  void dataOfANewerElasticsearch() throws IOException {
    Path folder = Files.createDirectories(home.resolve("elasticsearch"));
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data-version"), "99.1.0\n");

    assertRefused(settings())
        .hasMessageContaining("were written by Elasticsearch 99.1.0")
        .hasMessageContaining("Java 21 or newer")
        .hasMessageContaining("--home");
    assertThat(folder.resolve("data")).isEmptyDirectory();
  }

  @Test
  void noDistribution() {
    Path missing = home.resolve("missing.zip");

    assertRefused(LocalElasticsearchSettings.of(home, missing))
        .hasMessageContaining("no Elasticsearch distribution at " + missing);
  }

  @Test
  void aDamagedDistribution() throws IOException {
    Path damaged = Files.writeString(home.resolve("damaged.zip"), "no zip");

    assertRefused(LocalElasticsearchSettings.of(home, damaged)).hasMessageContaining("is damaged");
  }

  @Test
  void aDistributionThatWritesOutsideOfItsFolder() throws IOException {
    Path zip = distributionOf("8.19.21", "elasticsearch-8.19.21/../../escaped");

    assertRefused(LocalElasticsearchSettings.of(home, zip)).hasMessageContaining("is not the zip");
    assertThat(home.resolve("escaped")).doesNotExist();
    assertThat(home.resolve("elasticsearch/8.19.21")).doesNotExist();
  }

  @Test
  void aRefusalGivesTheHomeBack() {
    for (int attempt = 0; attempt < 2; attempt++) {
      assertRefused(settings().withFreeDiskMegabytes(A_PETABYTE_IN_MEGABYTES))
          .hasMessageContaining("free disk");
    }
  }

  @Test
  void settingsNameFieldValueAndBound() {
    assertThatThrownBy(() -> settings().withHeapMegabytes(255))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("heapMegabytes must be between 256 and 31744, but is 255");
    assertThatThrownBy(() -> settings().withFreeDiskMegabytes(-1))
        .hasMessage("freeDiskMegabytes must be 0 or more, but is -1");
    assertThatThrownBy(() -> settings().withMemoryBesideHeapMegabytes(-2))
        .hasMessage("memoryBesideHeapMegabytes must be 0 or more, but is -2");
    assertThatThrownBy(() -> settings().withJvmOptions(List.of("Xmx1g")))
        .hasMessageContaining("jvmOptions")
        .hasMessageContaining("Xmx1g");
    assertThatThrownBy(() -> LocalElasticsearchSettings.of(Path.of("/a:b"), Path.of("/zip")))
        .hasMessage("home must hold no colon, comma or line break, but is /a:b");
  }

  @Test
  void defaultsSuitALaptop() {
    assertThat(settings().heapMegabytes()).isEqualTo(512);
    assertThat(settings().memoryBesideHeapMegabytes()).isEqualTo(512);
    assertThat(settings().freeDiskMegabytes()).isEqualTo(1024);
    assertThat(settings().jvmOptions()).isEmpty();
  }

  private LocalElasticsearchSettings settings() {
    return LocalElasticsearchSettings.of(home, BuiltDistribution.zip());
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      LocalElasticsearchSettings settings) {
    return assertThatThrownBy(() -> LocalElasticsearch.launch(settings).close())
        .isInstanceOf(LocalElasticsearchRefusedException.class);
  }

  private Path distributionOf(String version, String... entries) throws IOException {
    Path zip = home.resolve(version + ".zip");
    try (var content = new ZipOutputStream(Files.newOutputStream(zip))) {
      content.putNextEntry(new ZipEntry("elasticsearch-" + version + "/"));
      for (String entry : entries) {
        content.putNextEntry(new ZipEntry(entry));
      }
    }
    return zip;
  }
}
