package io.cinephile.adapters.spark.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several threads and several processes that want the same data set at once. */
@Timeout(60)
class SharedCacheTest {
  @TempDir Path cache;

  @Test
  void oneThreadPreparesAndTheOthersWait() throws Exception {
    AtomicInteger written = new AtomicInteger();
    Set<String> told = ConcurrentHashMap.newKeySet();
    SampleWriter slow =
        to -> {
          written.incrementAndGet();
          while (told.isEmpty()) {
            sleep(10);
          }
          TinyDatasets.write(to, TinyDatasets.latest());
        };
    Callable<DatasetFiles> locate =
        () ->
            new CachingDatasetLocator(cache, URI.create("http://127.0.0.1:1/"), slow)
                .locate(DatasetLocation.SAMPLE, (activity, fraction) -> told.add(activity));

    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<DatasetFiles>> found = threads.invokeAll(List.of(locate, locate, locate, locate));
      for (Future<DatasetFiles> files : found) {
        assertThat(files.get()).isEqualTo(found.get(0).get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(written).hasValue(1);
    assertThat(told).contains("waiting for another run that prepares sample-1");
  }

  @Test
  void oneProcessDownloadsAndTheOthersWait() throws Exception {
    byte[] zip = CraftedZip.of("ml-1m/", TinyDatasets.oneMillion()).bytes();
    try (ScriptedServer server = new ScriptedServer()) {
      server.publish(
          "ml-1m.zip",
          (request, nth) -> {
            sleep(1_000);
            return ScriptedServer.whole(zip, "\"v1\"");
          });

      List<Process> processes = List.of(start(server.base()), start(server.base()));
      List<String> answers = new ArrayList<>();
      for (Process process : processes) {
        answers.add(
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }

      assertThat(answers).allMatch(answer -> answer.matches("[0-9a-f]{64}"));
      assertThat(answers.get(0)).isEqualTo(answers.get(1));
      assertThat(server.requests("ml-1m.zip")).hasSize(1);
    }
  }

  private Process start(URI downloads) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OneLocation.class.getName(),
            cache.toString(),
            downloads.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The process of its own: prints the hash of ml-1m. */
  static final class OneLocation {
    private OneLocation() {}

    public static void main(String[] arguments) {
      DatasetFiles files =
          new CachingDatasetLocator(Path.of(arguments[0]), URI.create(arguments[1]), to -> {})
              .locate(new DatasetLocation("ml-1m"), SourcingListener.SILENT);
      System.out.println(files.identity().sha256());
    }
  }
}
