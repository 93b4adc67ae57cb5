package io.cinephile.adapters.spark.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainerEnd;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final SparkMaster LOCAL = new SparkMaster("local[2]", Optional.empty());
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void a_run_is_handed_to_the_main_class() throws Exception {
    assertThat(ended("succeed", "256m")).isEqualTo(TrainerEnd.inGoodOrder());
    assertThat(Files.readAllLines(output(folder))).containsExactly("--once", RUN.value());
  }

  @Test
  void a_failure_is_told_with_the_last_lines_and_without_secrets() throws Exception {
    TrainerEnd end = ended("fail", "256m");

    assertThat(end.well()).isFalse();
    assertThat(end.reason()).isEqualTo("The trainer ended with code 7; its last lines tell more.");
    assertThat(end.log()).hasSize(40).contains("line 99").endsWith("the key is ***");
    assertThat(Files.readString(folder.resolve("logs/trainer.log")))
        .contains("line 0\n", "line 99\n", output(folder).toString())
        .doesNotContain(SECRET);
  }

  @Test
  void running_out_of_memory_is_told_with_the_heap_and_what_to_do() throws Exception {
    assertThat(ended("exhaust", "64m").reason())
        .isEqualTo(
            "The trainer ran out of memory with a heap of 64m; set CINEPHILE_TRAINER_HEAP"
                + " (cinephile.trainer.heap) to more.");
  }

  @Test
  void running_out_of_memory_in_a_task_of_sparks_is_told_too() throws Exception {
    TrainerEnd end = ended("exhaust in a task", "480m");

    assertThat(end.reason()).startsWith("The trainer ran out of memory with a heap of 480m;");
    assertThat(end.log()).last(STRING).startsWith("Terminating due to java.lang.OutOfMemoryError");
  }

  @Test
  void a_heap_that_spark_refuses_is_told_with_what_to_do() throws Exception {
    assertThat(ended("open a session", "300m").reason())
        .startsWith("A heap of 300m is too small for a trainer;");
  }

  @Test
  void a_trainer_that_somebody_killed_is_told_so() throws Exception {
    CompletableFuture<TrainerEnd> ended = new CompletableFuture<>();
    try (LocalTrainingLauncher launcher =
        new LocalTrainingLauncher(command(folder, "sleep", "256m"))) {
      launcher.launch(RUN, ended::complete);
      ProcessHandle.of(awaitPids(folder).get(0)).orElseThrow().destroyForcibly();
      assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).reason())
          .startsWith("The trainer was killed")
          .contains("256m", "CINEPHILE_TRAINER_HEAP");
    }
  }

  @Test
  void a_trainer_that_does_not_end_within_the_grace_is_ended_by_force_with_what_it_started()
      throws Exception {
    CompletableFuture<TrainerEnd> ended = new CompletableFuture<>();
    try (LocalTrainingLauncher launcher =
        new LocalTrainingLauncher(command(folder, "refuse to end", "256m"))) {
      launcher.launch(RUN, ended::complete);
      List<Long> pids = awaitPids(folder);
      assertThat(pids).hasSize(2).allMatch(LocalTrainingLauncherTest::isAlive);

      launcher.stop(RUN, Duration.ofSeconds(1));

      assertThat(pids).as("right after").allMatch(LocalTrainingLauncherTest::isAlive);
      assertThat(ended).succeedsWithin(Duration.ofSeconds(3));
      assertThat(ended.get().reason()).isEqualTo("The trainer was stopped.");
      for (long pid : pids) {
        awaitEnd(pid);
      }
    }
  }

  @Test
  void a_trainer_may_be_stopped_while_it_is_just_starting() {
    CompletableFuture<TrainerEnd> ended = new CompletableFuture<>();
    try (LocalTrainingLauncher launcher =
        new LocalTrainingLauncher(command(folder, "sleep", "256m"))) {
      launcher.launch(RUN, ended::complete);
      launcher.stop(RUN, Duration.ZERO);
      assertThat(ended).succeedsWithin(Duration.ofSeconds(2));
      launcher.stop(RUN, Duration.ZERO);
    }
    assertThat(output(folder)).doesNotExist();
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
    CompletableFuture<TrainerEnd> ended = new CompletableFuture<>();
    try (LocalTrainingLauncher launcher =
        new LocalTrainingLauncher(command(folder, "sleep", "256m"))) {
      launcher.launch(RUN, ended::complete);
      awaitPids(folder);
    }
    assertThat(ended).isCompletedWithValueMatching(end -> !end.well());
    assertThat(awaitPids(folder)).noneMatch(LocalTrainingLauncherTest::isAlive);
  }

  @Test
  void a_trainer_ends_when_its_parent_is_killed() throws Exception {
    Process parent =
        new ProcessBuilder(
                JavaHome.ofThisProcess().java().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TrainerForTests.Parent.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("parent.log").toFile())
            .start();
    long child = awaitPids(folder).get(0);
    assertThat(ProcessHandle.of(child)).isPresent();

    parent.destroyForcibly().waitFor();

    awaitEnd(child);
  }

  @Test
  void what_cannot_be_started_is_refused_at_once() {
    TrainerCommand command =
        new TrainerCommand(
            new JavaHome(folder.resolve("no-java")),
            List.of("x.jar"),
            "Main",
            "x.jar",
            LOCAL,
            "1g",
            Map.of(),
            folder.resolve("trainer.log"));
    try (LocalTrainingLauncher launcher = new LocalTrainingLauncher(command)) {
      assertThatThrownBy(() -> launcher.launch(RUN, end -> {}))
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
        .hasMessageContaining("cinephile.trainer.heap must look like");
  }

  private TrainerEnd ended(String behaviour, String heap) throws Exception {
    CompletableFuture<TrainerEnd> ended = new CompletableFuture<>();
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
            new JavaHome(home),
            List.of(),
            "Main",
            "x.jar",
            LOCAL,
            "1g",
            Map.of(),
            folder.resolve("log"))
        .arguments(RUN);
  }

  static TrainerCommand command(Path folder, String behaviour, String heap) {
    return new TrainerCommand(
        JavaHome.ofThisProcess(),
        List.of(System.getProperty("java.class.path").split(File.pathSeparator)),
        TrainerForTests.class.getName(),
        TrainerCommand.ON_CLASS_PATH,
        LOCAL,
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

  private static void awaitEnd(long pid) {
    ProcessHandle.of(pid).ifPresent(handle -> assertThat(handle.onExit()).succeedsWithin(PATIENCE));
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static List<Long> awaitPids(Path folder) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!Files.exists(output(folder))) {
      assertThat(Instant.now()).as("time until the trainer runs").isBefore(deadline);
      Thread.sleep(50);
    }
    return Files.readAllLines(output(folder)).stream().map(Long::valueOf).toList();
  }
}
