package io.cinephile.bootstrap.server;

import io.cinephile.adapters.elasticsearch.local.LocalElasticsearch;
import io.cinephile.adapters.elasticsearch.local.LocalElasticsearchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Local mode's Elasticsearch, kept alive: where it dies it is started again on the same port, so
 * that the server recovers without knowing. There is at most one in a process.
 */
final class LocalNode implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LocalNode.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_RESTARTS_IN_A_ROW = 5;

  private static volatile LocalNode current;

  private final LocalElasticsearchSettings settings;
  private final Thread guard;
  private final Thread untilQuarkusCares = new Thread(this::close, "elasticsearch-end");
  private volatile LocalElasticsearch elasticsearch;
  private volatile boolean closed;

  private LocalNode(LocalElasticsearchSettings settings) {
    this.elasticsearch = LocalElasticsearch.launch(settings);
    this.settings = settings;
    this.guard = new Thread(this::keepAlive, "elasticsearch-guard");
    guard.setDaemon(true);
  }

  /** Starts it and returns at once. */
  static LocalNode launch(CinephileConfiguration configuration) {
    Path distribution =
        configuration
            .elasticsearch()
            .distribution()
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "no Elasticsearch is named (quarkus.elasticsearch.hosts), and none is at hand to"
                            + " start (cinephile.elasticsearch.distribution). ./cinephile sets it."));
    LocalNode node =
        new LocalNode(
            LocalElasticsearchSettings.of(configuration.home(), distribution)
                .withHeapMegabytes(configuration.elasticsearch().heapMegabytes()));
    current = node;
    Runtime.getRuntime().addShutdownHook(node.untilQuarkusCares);
    node.guard.start();
    return node;
  }

  /**
   * Once Quarkus runs it tells when it has ended, and Elasticsearch goes after it, not beside it.
   */
  void leaveTheEndToQuarkus() {
    Runtime.getRuntime().removeShutdownHook(untilQuarkusCares);
  }

  /** The one of this process, if it runs one. */
  static Optional<LocalNode> current() {
    return Optional.ofNullable(current);
  }

  /** Tells Quarkus where it is. */
  void announce() {
    System.setProperty("quarkus.elasticsearch.hosts", "127.0.0.1:" + elasticsearch.uri().getPort());
    System.setProperty("quarkus.elasticsearch.username", elasticsearch.username());
    System.setProperty("quarkus.elasticsearch.password", elasticsearch.password());
  }

  String version() {
    return elasticsearch.version();
  }

  /** Waits until it answers. */
  void awaitReady() {
    elasticsearch.awaitReady(PATIENCE);
  }

  @Override
  public synchronized void close() {
    closed = true;
    guard.interrupt();
    elasticsearch.close();
  }

  private void keepAlive() {
    int restarts = 0;
    while (!closed && restarts < MOST_RESTARTS_IN_A_ROW) {
      try {
        Thread.sleep(LOOK.toMillis());
        if (!elasticsearch.isAlive()) {
          restarts++;
          restart();
          elasticsearch.awaitReady(PATIENCE);
          LOG.info("Elasticsearch is back.");
          restarts = 0;
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.errorf("Elasticsearch cannot be started again: %s", e.getMessage());
      }
    }
  }

  private synchronized void restart() {
    if (closed) {
      return;
    }
    LOG.warn("Elasticsearch has died; starting it again.");
    int port = elasticsearch.uri().getPort();
    elasticsearch.close();
    elasticsearch = LocalElasticsearch.launch(settings, port);
  }
}
