package io.cinephile.bootstrap.trainer;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of runs as OpenLineage events, through the OpenLineage client: a line each of {@code
 * lineage/events.ndjson} in the home folder, or to the endpoint that {@code CINEPHILE_LINEAGE_URL}
 * names. Used by one thread.
 */
final class OpenLineageEvents implements LineageEvents, AutoCloseable {
  static final String URL = "CINEPHILE_LINEAGE_URL";

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
  private OpenLineageClient opened;

  private OpenLineageEvents(Supplier<OpenLineageClient> client, RunEvents events) {
    this.client = client;
    this.events = events;
  }

  /**
   * @param file where events go unless the environment names an endpoint
   * @param catalogue of what runs write
   * @param versions of what takes part
   */
  static OpenLineageEvents of(
      Map<String, String> environment,
      Path file,
      DataCatalogue catalogue,
      Map<String, String> versions) {
    RunEvents events = new RunEvents(catalogue, versions);
    return Optional.ofNullable(environment.get(URL))
        .filter(url -> !url.isBlank())
        .map(url -> new OpenLineageEvents(() -> toEndpoint(url.strip()), events))
        .orElseGet(() -> new OpenLineageEvents(() -> toFile(file), events));
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
    Future<?> emission = emitter.submit(() -> client().emit(event.get()));
    try {
      emission.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      LOG.warn("A lineage event was lost: {}.", e.getCause().getClass().getSimpleName());
    } catch (TimeoutException e) {
      emission.cancel(true);
      LOG.warn("A lineage event was lost: nobody took it within {} s.", PATIENCE_SECONDS);
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
