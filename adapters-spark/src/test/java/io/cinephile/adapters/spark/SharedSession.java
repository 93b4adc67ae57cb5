package io.cinephile.adapters.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of the test JVM, on two cores. */
final class SharedSession {
  private static final SparkSession SESSION = open();

  private SharedSession() {}

  static SparkSession get() {
    return SESSION;
  }

  private static SparkSession open() {
    try {
      Path work = Files.createTempDirectory("cinephile-spark");
      System.setProperty("spark.master", "local[2]");
      System.setProperty("spark.log.level", "ERROR");
      TrainerSession session = TrainerSession.open(work);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    session.close();
                    remove(work);
                  }));
      return session.spark();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> below = Files.walk(folder)) {
      below.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
