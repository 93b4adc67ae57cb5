package io.cinephile.adapters.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.dataset.DatasetFile;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.governance.LineageEvents;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Figures;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of runs, and that nobody who listens can harm one. */
class OpenLineageEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T16:15:00Z");
  private static final DatasetIdentity DATA =
      new DatasetIdentity(
          "ml-tiny",
          "latest",
          "ab".repeat(32),
          List.of(
              new DatasetFile("ratings.csv", 2048, "12".repeat(32)),
              new DatasetFile("movies.csv", 512, "34".repeat(32))));
  private static final TrainingInputs INPUTS =
      new TrainingInputs(
          DATA,
          new LiveRatingsIdentity(12, "cd".repeat(32)),
          "ef".repeat(32),
          TrainingParameters.DEFAULT,
          "1.0");
  private static final TrainingRun RUN =
      TrainingRun.requested(
          new RunId("run-20261122-161500-3f9a"),
          Trigger.ADMIN,
          new DatasetLocation("/somewhere/private/ml-tiny"),
          TrainingParameters.DEFAULT,
          false,
          NOW);
  private static final Figures FIGURES =
      Figures.NONE
          .with(
              DATA,
              new DataQualityReport(1003, 1000, 102, 101, 55, Map.of(Fault.UNKNOWN_MOVIE, 3L)))
          .with(new GenerationId("20261122-161500-3f9a"))
          .with(new Counts(101, 1012, 55));

  @TempDir Path folder;

  private OpenLineageEvents events(Optional<String> url, Map<String, String> versions) {
    return OpenLineageEvents.of(
        url, folder.resolve("lineage").resolve("events.ndjson"), new FilmCatalogue(), versions);
  }

  private OpenLineageEvents events() {
    return events(Optional.empty(), Map.of("spark", "4.1.0"));
  }

  private List<String> written() throws IOException {
    return Files.readAllLines(folder.resolve("lineage").resolve("events.ndjson"));
  }

  /** As the client reads it, which refuses what does not fit its model. */
  private RunEvent lastOf(TrainingRun ended, Optional<TrainingInputs> inputs) throws IOException {
    try (OpenLineageEvents events = events()) {
      events.ended(ended, inputs);
    }
    List<String> lines = written();
    return OpenLineageClientUtils.runEventFromJson(lines.get(lines.size() - 1));
  }

  @Test
  void a_run_starts_and_completes_under_one_name() throws IOException {
    try (OpenLineageEvents events = events()) {
      events.started(RUN, NOW);
      events.ended(RUN.with(FIGURES).succeeded(NOW.plusSeconds(60)), Optional.of(INPUTS));
    }
    List<RunEvent> told = written().stream().map(OpenLineageClientUtils::runEventFromJson).toList();
    assertThat(told)
        .extracting(RunEvent::getEventType)
        .containsExactly(EventType.START, EventType.COMPLETE);
    assertThat(told)
        .extracting(event -> event.getRun().getRunId())
        .containsOnly(RunEvents.idOf(RUN));
    assertThat(told).extracting(event -> event.getJob().getName()).containsOnly("training");
    assertThat(told.get(1).getEventTime().toInstant()).isEqualTo(NOW.plusSeconds(60));
    assertThat(written())
        .allMatch(line -> line.contains("\"schemaURL\":\"https://openlineage.io/spec/"));
  }

  @Test
  void inputs_are_named_by_their_hashes_and_counted() throws IOException {
    List<InputDataset> inputs =
        lastOf(RUN.with(FIGURES).succeeded(NOW), Optional.of(INPUTS)).getInputs();

    assertThat(inputs)
        .extracting(InputDataset::getName)
        .containsExactly("ml-tiny", "ml-tiny/ratings.csv", "ml-tiny/movies.csv", "live-ratings");
    assertThat(inputs)
        .extracting(input -> input.getFacets().getVersion().getDatasetVersion())
        .containsExactly(
            DATA.sha256(), "12".repeat(32), "34".repeat(32), INPUTS.liveRatings().sha256());
    assertThat(List.of(inputs.get(0), inputs.get(3)))
        .extracting(input -> input.getInputFacets().getDataQualityMetrics().getRowCount())
        .containsExactly(1003L, 12L);
    assertThat(inputs.subList(1, 3))
        .extracting(input -> input.getInputFacets().getInputStatistics().getSize())
        .containsExactly(2048L, 512L);
    assertThat(inputs.get(0).getFacets().getSchema().getFields())
        .extracting(field -> field.getName())
        .contains("userId", "rating");
  }

  @Test
  void outputs_have_schema_statistics_and_the_lineage_of_each_column() throws IOException {
    List<OutputDataset> outputs =
        lastOf(RUN.with(FIGURES).succeeded(NOW), Optional.of(INPUTS)).getOutputs();

    assertThat(outputs)
        .extracting(OutputDataset::getName)
        .containsExactly(
            "films-movies-20261122-161500-3f9a",
            "films-ratings-20261122-161500-3f9a",
            "films-recommendations-20261122-161500-3f9a");
    assertThat(outputs)
        .extracting(output -> output.getOutputFacets().getOutputStatistics().getRowCount())
        .containsExactly(101L, 1012L, 55L);
    assertThat(outputs)
        .allSatisfy(
            output ->
                assertThat(
                        output
                            .getFacets()
                            .getColumnLineage()
                            .getFields()
                            .getAdditionalProperties()
                            .keySet())
                    .containsExactlyInAnyOrderElementsOf(
                        output.getFacets().getSchema().getFields().stream()
                            .map(field -> field.getName())
                            .toList()));
    var viewer =
        outputs
            .get(1)
            .getFacets()
            .getColumnLineage()
            .getFields()
            .getAdditionalProperties()
            .get("viewer");
    assertThat(viewer.getInputFields())
        .extracting(field -> field.getName() + "." + field.getField())
        .containsExactly("ml-tiny.userId", "live-ratings.viewer");
    assertThat(viewer.getInputFields().get(0).getTransformations().get(0).getMasking()).isTrue();
  }

  @Test
  void every_ending_has_its_event() throws IOException {
    assertThat(lastOf(RUN.failed(NOW, "The data set is gone."), Optional.empty()).getEventType())
        .isEqualTo(EventType.FAIL);
    assertThat(written().get(0)).contains("errorMessage", "The data set is gone.");
    assertThat(lastOf(RUN.cancelled(NOW), Optional.empty()).getEventType())
        .isEqualTo(EventType.ABORT);
    assertThat(lastOf(RUN.skipped(NOW, "Nothing new."), Optional.empty()).getEventType())
        .isEqualTo(EventType.COMPLETE);
    assertThat(
            lastOf(RUN.with(FIGURES).refused(NOW, "It is worse."), Optional.of(INPUTS))
                .getEventType())
        .isEqualTo(EventType.COMPLETE);
    assertThat(written().get(3)).contains("\"state\":\"refused\"", "It is worse.");
  }

  @Test
  void a_server_tells_the_end_of_a_run_under_the_name_that_its_trainer_told_its_beginning()
      throws IOException {
    try (OpenLineageEvents trainer = events();
        OpenLineageEvents server = events(Optional.empty(), Map.of())) {
      trainer.started(RUN, NOW);
      server.ended(RUN.with(FIGURES).failed(NOW, TrainingRuns.LEASE_RAN_OUT), Optional.empty());
    }
    List<RunEvent> told = written().stream().map(OpenLineageClientUtils::runEventFromJson).toList();
    assertThat(told)
        .extracting(RunEvent::getEventType)
        .containsExactly(EventType.START, EventType.FAIL);
    assertThat(told)
        .extracting(event -> event.getRun().getRunId())
        .hasSize(2)
        .containsOnly(RunEvents.idOf(RUN));
    assertThat(told)
        .extracting(event -> event.getJob().getNamespace() + " " + event.getJob().getName())
        .containsOnly("cinephile training");
    // Which Spark the trainer had, the server does not know, and does not make up.
    assertThat(written().get(0)).contains("processing_engine");
    assertThat(written().get(1)).doesNotContain("processing_engine", "versions");
  }

  @Test
  void once_closed_it_tells_nothing_and_harms_nobody() {
    OpenLineageEvents events = events();
    events.close();
    events.started(RUN, NOW);
    assertThat(folder.resolve("lineage")).doesNotExist();
  }

  @Test
  void every_event_and_facet_is_as_the_published_schemas_have_it() throws IOException {
    try (OpenLineageEvents events = events()) {
      events.started(RUN, NOW);
      events.ended(RUN.with(FIGURES).succeeded(NOW), Optional.of(INPUTS));
      events.ended(RUN.with(FIGURES).refused(NOW, "It is worse."), Optional.of(INPUTS));
      events.ended(RUN.skipped(NOW, "Nothing new."), Optional.empty());
      events.ended(RUN.cancelled(NOW), Optional.empty());
      events.ended(RUN.with(FIGURES).failed(NOW, "The data set is gone."), Optional.empty());
    }
    PublishedSchemas schemas = new PublishedSchemas();
    for (String line : written()) {
      assertThat(schemas.faultsOf(line)).isEmpty();
    }
    assertThat(schemas.facetsSeen())
        .contains(
            "ColumnLineageDatasetFacet",
            "DataQualityMetricsInputDatasetFacet",
            "DatasetVersionDatasetFacet",
            "ErrorMessageRunFacet",
            "InputStatisticsInputDatasetFacet",
            "JobTypeJobFacet",
            "OutputStatisticsOutputDatasetFacet",
            "ProcessingEngineRunFacet",
            "RunFacet",
            "SchemaDatasetFacet");
  }

  @Test
  void what_is_not_as_the_published_schemas_have_it_is_found() throws IOException {
    lastOf(RUN.with(FIGURES).succeeded(NOW), Optional.of(INPUTS));
    String event = written().get(0);

    for (String spoilt :
        List.of(
            event.replace("\"COMPLETE\"", "\"DONE\""),
            event.replace("\"eventTime\":\"2026", "\"eventTime\":\"in 2026"),
            event.replace("\"runId\":\"", "\"runId\":\"no-uuid-"),
            event.replace("\"rowCount\":55", "\"rowCount\":\"many\""),
            event.replace("\"datasetVersion\":", "\"version\":"),
            event.replace("\"columnMetrics\":", "\"columns\":"),
            event.replace("\"inputFields\":", "\"from\":"),
            event.replaceFirst("\"_producer\":\"[^\"]*\",", ""))) {
      assertThat(spoilt).isNotEqualTo(event);
      assertThat(new PublishedSchemas().faultsOf(spoilt)).as(spoilt).isNotEmpty();
    }
  }

  @Test
  void where_somebody_keeps_data_is_not_told() throws IOException {
    lastOf(RUN.with(FIGURES).succeeded(NOW), Optional.of(INPUTS));
    assertThat(written()).noneMatch(line -> line.contains("/somewhere/private"));
  }

  @Test
  void an_endpoint_is_told_instead_of_the_file() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/lineage",
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(201, -1);
          exchange.close();
        });
    server.start();
    try (OpenLineageEvents events = events(to(server.getAddress().getPort()), Map.of())) {
      events.started(RUN, NOW);
      RunEvent event = OpenLineageClientUtils.runEventFromJson(received.poll(5, TimeUnit.SECONDS));
      assertThat(event.getEventType()).isEqualTo(EventType.START);
      assertThat(folder.resolve("lineage")).doesNotExist();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void an_endpoint_that_is_away_or_no_address_harms_nobody() throws IOException {
    int nobodys;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobodys = socket.getLocalPort();
    }
    for (Optional<String> url : List.of(to(nobodys), Optional.of("no address at all"))) {
      try (OpenLineageEvents events = events(url, Map.of())) {
        events.started(RUN, NOW);
        events.ended(RUN.succeeded(NOW), Optional.empty());
      }
    }
  }

  @Test
  void an_endpoint_that_never_answers_costs_a_bounded_time() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        OpenLineageEvents events = events(to(silent.getLocalPort()), Map.of())) {
      long begin = System.nanoTime();
      events.started(RUN, NOW);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isLessThan(Duration.ofSeconds(LineageEvents.PATIENCE_SECONDS + 2));
    }
  }

  @Test
  void a_folder_that_cannot_be_written_to_harms_nobody() throws IOException {
    Files.writeString(folder.resolve("lineage"), "a file, where a folder has to be");
    try (OpenLineageEvents events = events()) {
      events.started(RUN, NOW);
    }
    assertThat(folder.resolve("lineage")).hasContent("a file, where a folder has to be");
  }

  @Test
  void whoever_was_interrupted_stays_so() {
    try (OpenLineageEvents events = events()) {
      Thread.currentThread().interrupt();
      events.started(RUN, NOW);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static Optional<String> to(int port) {
    return Optional.of("http://127.0.0.1:" + port);
  }
}
