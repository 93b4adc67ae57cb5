package io.cinephile.adapters.openlineage;

import io.cinephile.domain.governance.DataCatalogue;
import io.cinephile.domain.governance.LineageEvents;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingRun;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.transports.FileConfig;
import io.openlineage.client.transports.FileTransport;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of runs as OpenLineage events, through the OpenLineage client: to a file, a line each, or
 * to an endpoint. Processes may share the file: of one run at work at a time, one tells at a time.
 * Safe for use by several threads, which wait for each other; once closed, tells nothing any more.
 */
public final class OpenLineageEvents implements LineageEvents, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenLineageEvents.class);

  private final Supplier<OpenLineageClient> client;
  private final RunEvents events;
  private final ExecutorService emitter =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "lineage");
            thread.setDaemon(true);
            return thread;
          });

  /** Known to the emitter's thread alone. */
  private OpenLineageClient opened;

  private OpenLineageEvents(Supplier<OpenLineageClient> client, RunEvents events) {
    this.client = client;
    this.events = events;
  }

  /**
   * @param url of an endpoint, without {@code /api/v1/lineage}; events go to the file without it,
   *     or where it is blank
   * @param catalogue of what runs write
   * @param versions of what takes part in runs; empty where that is not known
   */
  public static OpenLineageEvents of(
      Optional<String> url, Path file, DataCatalogue catalogue, Map<String, String> versions) {
    Supplier<OpenLineageClient> client =
        url.filter(some -> !some.isBlank())
            .<Supplier<OpenLineageClient>>map(some -> () -> toEndpoint(some.strip()))
            .orElse(() -> toFile(file));
    return new OpenLineageEvents(client, new RunEvents(catalogue, versions));
  }

  @Override
  public void started(TrainingRun run, Instant time) {
    emit(() -> events.started(run, time));
  }

  @Override
  public void ended(TrainingRun run, Optional<TrainingInputs> inputs) {
    emit(() -> events.ended(run, inputs));
  }

  @Override
  public void close() {
    emitter.shutdownNow();
  }

  /**
   * What is wrong is logged by its kind: messages of clients tell addresses, with what is in them.
   */
  private void emit(Supplier<RunEvent> event) {
    Future<?> emission;
    try {
      emission = emitter.submit(() -> client().emit(event.get()));
    } catch (RejectedExecutionException e) {
      LOG.warn("A lineage event was lost: the process is ending.");
      return;
    }
    try {
      emission.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      LOG.warn("A lineage event was lost: {}.", e.getCause().getClass().getSimpleName());
    } catch (TimeoutException e) {
      emission.cancel(true);
      LOG.warn("A lineage event may be lost: nobody took it within {} s.", PATIENCE_SECONDS);
    } catch (InterruptedException e) {
      emission.cancel(true);
      Thread.currentThread().interrupt();
    }
  }

  private OpenLineageClient client() {
    if (opened == null) {
      opened = client.get();
    }
    return opened;
  }

  private static OpenLineageClient toFile(Path file) {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new OpenLineageClient(new FileTransport(new FileConfig(file.toString())));
  }

  private static OpenLineageClient toEndpoint(String url) {
    HttpConfig http = new HttpConfig();
    http.setUrl(URI.create(url));
    http.setTimeoutInMillis(PATIENCE_SECONDS * 1000);
    return new OpenLineageClient(new HttpTransport(http));
  }
}
