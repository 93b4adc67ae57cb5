package io.cinephile.adapters.openlineage;

import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DatasetFile;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.gate.Verdict;
import io.cinephile.domain.governance.DataCatalogue;
import io.cinephile.domain.governance.DataField;
import io.cinephile.domain.governance.DataSet;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.ColumnLineageDatasetFacet;
import io.openlineage.client.OpenLineage.ColumnLineageDatasetFacetFieldsBuilder;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.InputField;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineage.RunFacet;
import io.openlineage.client.OpenLineage.RunFacetsBuilder;
import io.openlineage.client.OpenLineage.SchemaDatasetFacet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Training runs as events of OpenLineage. A run that the gate refused, or that had nothing to do,
 * is {@code COMPLETE}, and the facet {@code cinephile_training} tells which; one that was cancelled
 * is {@code ABORT}. Names nobody.
 */
final class RunEvents {
  static final String NAMESPACE = "cinephile";
  static final String JOB = "training";
  static final String LIVE_RATINGS = "live-ratings";

  /** The columns of a data set, as Cinephile reads them whatever the layout calls them. */
  private static final List<String> COLUMNS =
      List.of("userId", "movieId", "rating", "timestamp", "title", "genres");

  private final OpenLineage lineage = new OpenLineage(URI.create("urn:cinephile:lineage"));
  private final Map<String, DataSet> catalogue = new LinkedHashMap<>();
  private final Map<String, String> versions;

  RunEvents(DataCatalogue catalogue, Map<String, String> versions) {
    catalogue.dataSets().forEach(dataSet -> this.catalogue.put(dataSet.id(), dataSet));
    this.versions = versions;
  }

  RunEvent started(TrainingRun run, Instant time) {
    return event(run, EventType.START, time, List.of(), List.of());
  }

  RunEvent ended(TrainingRun run, Optional<TrainingInputs> inputs) {
    return event(
        run, type(run.state()), run.finishedAt().orElseThrow(), inputs(run, inputs), outputs(run));
  }

  private static EventType type(State state) {
    return switch (state) {
      case SUCCEEDED, REFUSED, SKIPPED -> EventType.COMPLETE;
      case CANCELLED -> EventType.ABORT;
      case FAILED -> EventType.FAIL;
      case QUEUED, RUNNING -> EventType.RUNNING;
    };
  }

  private RunEvent event(
      TrainingRun run,
      EventType type,
      Instant time,
      List<InputDataset> inputs,
      List<OutputDataset> outputs) {
    return lineage
        .newRunEventBuilder()
        .eventType(type)
        .eventTime(ZonedDateTime.ofInstant(time, ZoneOffset.UTC))
        .run(lineage.newRun(idOf(run), facets(run).build()))
        .job(
            lineage
                .newJobBuilder()
                .namespace(NAMESPACE)
                .name(JOB)
                .facets(
                    lineage
                        .newJobFacetsBuilder()
                        .jobType(
                            lineage
                                .newJobTypeJobFacetBuilder()
                                .processingType("BATCH")
                                .integration("CINEPHILE")
                                .jobType("TRAINING")
                                .build())
                        .build())
                .build())
        .inputs(inputs)
        .outputs(outputs)
        .build();
  }

  /** OpenLineage names runs by UUIDs: the same for the same run, whichever process tells of it. */
  static UUID idOf(TrainingRun run) {
    return UUID.nameUUIDFromBytes(run.id().value().getBytes(StandardCharsets.UTF_8));
  }

  private RunFacetsBuilder facets(TrainingRun run) {
    RunFacetsBuilder facets = lineage.newRunFacetsBuilder();
    Optional.ofNullable(versions.get("spark"))
        .map(
            version ->
                lineage.newProcessingEngineRunFacetBuilder().name("spark").version(version).build())
        .ifPresent(facets::processing_engine);
    if (run.state() == State.FAILED) {
      facets.errorMessage(
          lineage
              .newErrorMessageRunFacetBuilder()
              .message(run.reason().orElse("unknown"))
              .programmingLanguage("Java")
              .build());
    }
    facets.put("cinephile_training", training(run));
    return facets;
  }

  private RunFacet training(TrainingRun run) {
    RunFacet facet = lineage.newRunFacet();
    Map<String, Object> more = facet.getAdditionalProperties();
    more.put("run", run.id().value());
    more.put("trigger", word(run.trigger()));
    more.put("state", word(run.state()));
    more.put("forced", run.forced());
    more.put("parameters", parameters(run.parameters()));
    if (!versions.isEmpty()) {
      more.put("versions", versions);
    }
    run.reason().ifPresent(reason -> more.put("reason", reason));
    run.figures().generation().ifPresent(name -> more.put("generation", name.value()));
    run.figures().verdict().map(Verdict::passed).ifPresent(passed -> more.put("passed", passed));
    run.figures()
        .evaluation()
        .ifPresent(
            evaluation -> {
              more.put("ndcgAt10", evaluation.ranking().ndcgAt10());
              more.put("rmse", evaluation.stars().rmse());
            });
    return facet;
  }

  private static Map<String, Object> parameters(TrainingParameters parameters) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("stars.rank", parameters.stars().rank());
    all.put("stars.iterations", parameters.stars().iterations());
    all.put("stars.regularisation", parameters.stars().regularisation());
    all.put("stars.movieDamping", parameters.stars().movieDamping());
    all.put("stars.viewerDamping", parameters.stars().viewerDamping());
    all.put("ranking.rank", parameters.ranking().rank());
    all.put("ranking.iterations", parameters.ranking().iterations());
    all.put("ranking.regularisation", parameters.ranking().regularisation());
    all.put("ranking.alpha", parameters.ranking().alpha());
    all.put("recommendations", parameters.recommendations());
    all.put("seed", parameters.seed());
    return all;
  }

  private List<InputDataset> inputs(TrainingRun run, Optional<TrainingInputs> inputs) {
    List<InputDataset> all = new ArrayList<>();
    run.figures()
        .data()
        .ifPresent(
            data -> {
              all.add(dataSet(data, run.figures().dataQuality()));
              data.files().forEach(file -> all.add(file(data, file)));
            });
    inputs.ifPresent(known -> all.add(liveRatings(known)));
    return all;
  }

  private InputDataset dataSet(DatasetIdentity data, Optional<DataQualityReport> quality) {
    var input =
        lineage
            .newInputDatasetBuilder()
            .namespace(NAMESPACE)
            .name(nameOf(data))
            .facets(
                lineage
                    .newDatasetFacetsBuilder()
                    .version(lineage.newDatasetVersionDatasetFacet(data.sha256()))
                    .schema(
                        lineage.newSchemaDatasetFacet(
                            COLUMNS.stream()
                                .map(
                                    column ->
                                        lineage
                                            .newSchemaDatasetFacetFieldsBuilder()
                                            .name(column)
                                            .build())
                                .toList()))
                    .build());
    quality.ifPresent(
        report ->
            input.inputFacets(
                lineage
                    .newInputDatasetInputFacetsBuilder()
                    .dataQualityMetrics(metrics(report))
                    .build()));
    return input.build();
  }

  private InputDataset file(DatasetIdentity data, DatasetFile file) {
    return lineage
        .newInputDatasetBuilder()
        .namespace(NAMESPACE)
        .name(nameOf(data) + "/" + file.name())
        .facets(
            lineage
                .newDatasetFacetsBuilder()
                .version(lineage.newDatasetVersionDatasetFacet(file.sha256()))
                .build())
        .inputFacets(
            lineage
                .newInputDatasetInputFacetsBuilder()
                .inputStatistics(
                    lineage
                        .newInputStatisticsInputDatasetFacetBuilder()
                        .size(file.bytes())
                        .fileCount(1L)
                        .build())
                .build())
        .build();
  }

  private OpenLineage.DataQualityMetricsInputDatasetFacet metrics(DataQualityReport report) {
    var viewers =
        lineage
            .newDataQualityMetricsInputDatasetFacetColumnMetricsAdditionalBuilder()
            .distinctCount(report.viewers())
            .build();
    var movies =
        lineage
            .newDataQualityMetricsInputDatasetFacetColumnMetricsAdditionalBuilder()
            .distinctCount(report.moviesKept())
            .build();
    var stars =
        lineage
            .newDataQualityMetricsInputDatasetFacetColumnMetricsAdditionalBuilder()
            .nullCount(0L)
            .count((double) report.ratingsKept())
            .build();
    var metrics =
        lineage
            .newDataQualityMetricsInputDatasetFacetBuilder()
            .rowCount(report.ratingRowsRead())
            .columnMetrics(
                lineage
                    .newDataQualityMetricsInputDatasetFacetColumnMetricsBuilder()
                    .put("userId", viewers)
                    .put("movieId", movies)
                    .put("rating", stars)
                    .build());
    report.faults().forEach((fault, count) -> metrics.put("cinephile_" + word(fault), count));
    return metrics.build();
  }

  private InputDataset liveRatings(TrainingInputs inputs) {
    var facets =
        lineage
            .newDatasetFacetsBuilder()
            .version(lineage.newDatasetVersionDatasetFacet(inputs.liveRatings().sha256()));
    Optional.ofNullable(catalogue.get(LIVE_RATINGS)).map(this::schema).ifPresent(facets::schema);
    return lineage
        .newInputDatasetBuilder()
        .namespace(NAMESPACE)
        .name(LIVE_RATINGS)
        .facets(facets.build())
        .inputFacets(
            lineage
                .newInputDatasetInputFacetsBuilder()
                .dataQualityMetrics(
                    lineage
                        .newDataQualityMetricsInputDatasetFacetBuilder()
                        .rowCount(inputs.liveRatings().changes())
                        .columnMetrics(
                            lineage
                                .newDataQualityMetricsInputDatasetFacetColumnMetricsBuilder()
                                .build())
                        .build())
                .build())
        .build();
  }

  private List<OutputDataset> outputs(TrainingRun run) {
    if (run.figures().generation().isEmpty() || run.figures().published().isEmpty()) {
      return List.of();
    }
    String generation = run.figures().generation().get().value();
    Counts counts = run.figures().published().get();
    List<OutputDataset> all = new ArrayList<>();
    output(run, "movies", generation, counts.movies()).ifPresent(all::add);
    output(run, "ratings", generation, counts.ratings()).ifPresent(all::add);
    output(run, "recommendations", generation, counts.viewers()).ifPresent(all::add);
    return all;
  }

  private Optional<OutputDataset> output(TrainingRun run, String id, String generation, long rows) {
    return Optional.ofNullable(catalogue.get(id))
        .map(
            dataSet ->
                lineage
                    .newOutputDatasetBuilder()
                    .namespace(NAMESPACE)
                    .name(dataSet.location().replace("<generation>", generation))
                    .facets(
                        lineage
                            .newDatasetFacetsBuilder()
                            .schema(schema(dataSet))
                            .columnLineage(columns(run, dataSet))
                            .build())
                    .outputFacets(
                        lineage
                            .newOutputDatasetOutputFacetsBuilder()
                            .outputStatistics(
                                lineage
                                    .newOutputStatisticsOutputDatasetFacetBuilder()
                                    .rowCount(rows)
                                    .build())
                            .build())
                    .build());
  }

  private SchemaDatasetFacet schema(DataSet dataSet) {
    return lineage.newSchemaDatasetFacet(
        dataSet.fields().stream()
            .map(
                field ->
                    lineage
                        .newSchemaDatasetFacetFieldsBuilder()
                        .name(field.name())
                        .type(field.type())
                        .description(field.meaning())
                        .build())
            .toList());
  }

  private ColumnLineageDatasetFacet columns(TrainingRun run, DataSet dataSet) {
    String source = run.figures().data().map(RunEvents::nameOf).orElse("unknown");
    ColumnLineageDatasetFacetFieldsBuilder fields =
        lineage.newColumnLineageDatasetFacetFieldsBuilder();
    for (DataField field : dataSet.fields()) {
      ColumnOrigin origin = ColumnOrigin.of(field.name());
      List<InputField> inputs = new ArrayList<>();
      origin.ofDataSet().forEach(column -> inputs.add(input(source, column, origin)));
      origin.ofLiveRatings().forEach(column -> inputs.add(input(LIVE_RATINGS, column, origin)));
      fields.put(
          field.name(),
          lineage
              .newColumnLineageDatasetFacetFieldsAdditionalBuilder()
              .inputFields(inputs)
              .build());
    }
    return lineage.newColumnLineageDatasetFacetBuilder().fields(fields.build()).build();
  }

  private InputField input(String dataSet, String column, ColumnOrigin origin) {
    return lineage.newInputField(
        NAMESPACE,
        dataSet,
        column,
        List.of(
            lineage
                .newInputFieldTransformationsBuilder()
                .type("DIRECT")
                .subtype(origin.subtype())
                .masking(origin.isMasked(column))
                .build()));
  }

  /** The folder that somebody keeps a data set in is nobody else's business; its name is. */
  private static String nameOf(DatasetIdentity data) {
    return data.name();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
