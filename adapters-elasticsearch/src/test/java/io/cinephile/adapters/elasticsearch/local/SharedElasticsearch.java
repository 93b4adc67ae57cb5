package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The one server of a test JVM: started empty when it is first asked for, stopped when the JVM
 * ends.
 *
 * <p>Its home is {@code target/local-elasticsearch} of the module whose tests run. Tests share it,
 * so each uses index names of its own or clears what it needs empty.
 */
public final class SharedElasticsearch {

  private static final Duration START = Duration.ofMinutes(3);

  private SharedElasticsearch() {}

  /** The server, ready. */
  public static LocalElasticsearch get() {
    return Holder.SERVER;
  }

  private static final class Holder {

    static final LocalElasticsearch SERVER = start();

    private static LocalElasticsearch start() {
      Path home = Path.of("target", "local-elasticsearch").toAbsolutePath();
      try {
        FolderTree.delete(home.resolve("elasticsearch").resolve("data"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      LocalElasticsearch server = LocalElasticsearch.launch(testSettings(home));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-elasticsearch"));
      server.awaitReady(START);
      return server;
    }
  }

  /**
   * A server that lives for a short while only gains more from a quick start than from fast code.
   */
  static LocalElasticsearchSettings testSettings(Path home) {
    return LocalElasticsearchSettings.of(home, BuiltDistribution.zip())
        .withJvmOptions(List.of("-XX:TieredStopAtLevel=1"));
  }
}
