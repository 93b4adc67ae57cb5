package io.cinephile.adapters.spark.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A main class that stands for the trainer's; what it does is told by the environment. */
public final class TrainerForTests {
  private TrainerForTests() {}

  public static void main(String[] arguments) throws Exception {
    ParentWatch.beginIfAsked(System.getenv());
    switch (System.getenv("TEST_BEHAVIOUR")) {
      case "succeed" -> Files.write(Path.of(System.getenv("TEST_OUTPUT")), List.of(arguments));
      case "fail" -> {
        IntStream.range(0, 100).forEach(i -> System.out.println("line " + i));
        System.out.println("the key is " + System.getenv("TEST_SECRET"));
        System.exit(3);
      }
      case "exhaust" -> System.out.println(exhaust());
      case "sleep" -> {
        Files.writeString(
            Path.of(System.getenv("TEST_OUTPUT")), Long.toString(ProcessHandle.current().pid()));
        Thread.sleep(600_000);
      }
      default -> throw new IllegalArgumentException(Arrays.toString(arguments));
    }
  }

  private static int exhaust() {
    long[][] hoard = new long[1 << 20][];
    for (int i = 0; i < hoard.length; i++) {
      hoard[i] = new long[1 << 20];
    }
    return hoard.length;
  }

  /** Launches a sleeping trainer from a JVM of its own, which the test then kills. */
  public static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws Exception {
      new LocalTrainingLauncher(
              LocalTrainingLauncherTest.command(Path.of(arguments[0]), "sleep", "256m"))
          .launch(LocalTrainingLauncherTest.RUN, lastWords -> {});
      Thread.sleep(600_000);
    }
  }
}
