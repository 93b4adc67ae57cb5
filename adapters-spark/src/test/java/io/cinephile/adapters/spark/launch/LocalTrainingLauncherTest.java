package io.cinephile.adapters.spark.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.training.RunId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts real trainers: a JVM, Spark's submission, and a main class. */
class LocalTrainingLauncherTest {
  static final RunId RUN = new RunId("run-20261122-161500-3f9a");
  private static final String SECRET = "c2VjcmV0IHNlY3JldCBzZWNyZXQ=";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void a_run_is_handed_to_the_main_class() throws Exception {
    assertThat(ended("succeed", "256m")).isEmpty();
    assertThat(Files.readAllLines(output(folder))).containsExactly("--once", RUN.value());
  }

  @Test
  void a_failure_is_told_by_the_last_lines_without_secrets() throws Exception {
    assertThat(ended("fail", "256m"))
        .contains("code 3", "line 99", "the key is ***")
        .doesNotContain("line 10\n", SECRET);
    assertThat(Files.readString(folder.resolve("logs/trainer.log")))
        .contains("line 0\n", "line 99\n")
        .doesNotContain(SECRET);
  }

  @Test
  void running_out_of_memory_is_told_with_the_size_of_the_heap() throws Exception {
    assertThat(ended("exhaust", "64m")).contains("out of memory with a heap of 64m");
  }

  @Test
  void no_argument_file_is_left_behind() throws Exception {
    ended("succeed", "256m");
    try (Stream<Path> left = Files.list(folder.resolve("logs"))) {
      assertThat(left).containsExactly(folder.resolve("logs/trainer.log"));
    }
  }

  @Test
  void closing_ends_the_trainer_and_tells_so() throws Exception {
    CompletableFuture<String> ended = new CompletableFuture<>();
    try (LocalTrainingLauncher launcher =
        new LocalTrainingLauncher(command(folder, "sleep", "256m"))) {
      launcher.launch(RUN, ended::complete);
      awaitPid(folder);
    }
    assertThat(ended).isCompleted();
    assertThat(ProcessHandle.of(awaitPid(folder)).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_trainer_ends_when_its_parent_is_killed() throws Exception {
    Process parent =
        new ProcessBuilder(
                javaHome().resolve("bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TrainerForTests.Parent.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("parent.log").toFile())
            .start();
    long child = awaitPid(folder);
    assertThat(ProcessHandle.of(child)).isPresent();

    parent.destroyForcibly().waitFor();

    ProcessHandle.of(child)
        .ifPresent(
            handle ->
                assertThat(handle.onExit()).succeedsWithin(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void what_cannot_be_started_is_refused_at_once() {
    TrainerCommand command =
        new TrainerCommand(
            folder.resolve("no-java"),
            List.of("x.jar"),
            "Main",
            "x.jar",
            "local[2]",
            "1g",
            Map.of(),
            folder.resolve("trainer.log"));
    try (LocalTrainingLauncher launcher = new LocalTrainingLauncher(command)) {
      assertThatThrownBy(() -> launcher.launch(RUN, lastWords -> {}))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("no-java");
    }
  }

  @Test
  void the_options_are_those_of_sparks_own_launcher() {
    assertThat(String.join(" ", TrainerCommand.MODULE_OPTIONS))
        .isEqualTo(JavaModuleOptions.defaultModuleOptions().strip());
  }

  @Test
  void newer_java_is_told_to_allow_what_spark_needs() throws IOException {
    assertThat(argumentsOn("17.0.15")).doesNotContain("--sun-misc-unsafe-memory-access=allow");
    assertThat(argumentsOn("25.0.1")).contains("--sun-misc-unsafe-memory-access=allow");
    assertThat(argumentsOn("25")).contains("--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void arguments_are_quoted_as_java_reads_them() {
    assertThat(TrainerCommand.argumentFile(List.of("-cp", "C:\\a b\\c.jar", "say \"hi\"")))
        .isEqualTo("\"-cp\"\n\"C:\\\\a b\\\\c.jar\"\n\"say \\\"hi\\\"\"\n");
  }

  @Test
  void a_command_shows_no_secret_and_refuses_an_odd_heap() {
    assertThat(command(folder, "fail", "1g").toString()).doesNotContain(SECRET);
    assertThatThrownBy(() -> command(folder, "fail", "lots"))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageContaining("trainer heap must look like");
  }

  private String ended(String behaviour, String heap) throws Exception {
    CompletableFuture<String> ended = new CompletableFuture<>();
    try (LocalTrainingLauncher launcher =
        new LocalTrainingLauncher(command(folder, behaviour, heap))) {
      launcher.launch(RUN, ended::complete);
      return ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private List<String> argumentsOn(String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve("java-" + version));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    return new TrainerCommand(
            home, List.of(), "Main", "x.jar", "local", "1g", Map.of(), folder.resolve("log"))
        .arguments(RUN);
  }

  static TrainerCommand command(Path folder, String behaviour, String heap) {
    return new TrainerCommand(
        javaHome(),
        List.of(System.getProperty("java.class.path").split(File.pathSeparator)),
        TrainerForTests.class.getName(),
        TrainerCommand.ON_CLASS_PATH,
        "local[1]",
        heap,
        Map.of(
            "TEST_BEHAVIOUR", behaviour,
            "TEST_OUTPUT", output(folder).toString(),
            "TEST_SECRET", SECRET),
        folder.resolve("logs/trainer.log"));
  }

  private static Path output(Path folder) {
    return folder.resolve("output.txt");
  }

  private static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  private static long awaitPid(Path folder) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!Files.exists(output(folder)) || Files.size(output(folder)) == 0) {
      assertThat(Instant.now()).as("time until the trainer runs").isBefore(deadline);
      Thread.sleep(50);
    }
    return Long.parseLong(Files.readString(output(folder)));
  }
}
