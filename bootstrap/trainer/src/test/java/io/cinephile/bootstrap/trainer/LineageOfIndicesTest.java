package io.cinephile.bootstrap.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cinephile.adapters.elasticsearch.ElasticsearchDataCatalogue;
import io.cinephile.adapters.openlineage.OpenLineageEvents;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Figures;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events tell of the indices that a run really writes, and where each of their columns is from. */
class LineageOfIndicesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T16:15:00Z");

  @TempDir Path folder;

  @Test
  void the_indices_of_a_generation_are_outputs_and_each_column_has_an_origin() throws IOException {
    Path file = folder.resolve("events.ndjson");
    try (OpenLineageEvents events =
        OpenLineageEvents.of(
            Optional.empty(), file, new ElasticsearchDataCatalogue("films"), Map.of())) {
      events.ended(published(), Optional.empty());
    }

    JsonNode outputs = new ObjectMapper().readTree(Files.readString(file)).path("outputs");
    assertThat(outputs.findValuesAsText("name"))
        .contains(
            "films-movies-20261122-161500-3f9a",
            "films-ratings-20261122-161500-3f9a",
            "films-recommendations-20261122-161500-3f9a");
    assertThat(outputs).hasSize(3);
    for (JsonNode output : outputs) {
      List<String> origins = new ArrayList<>();
      output.at("/facets/columnLineage/fields").fieldNames().forEachRemaining(origins::add);
      List<String> columns = new ArrayList<>();
      output.at("/facets/schema/fields").forEach(field -> columns.add(field.path("name").asText()));
      assertThat(origins).isNotEmpty().containsExactlyInAnyOrderElementsOf(columns);
    }
  }

  private static TrainingRun published() {
    return TrainingRun.requested(
            new RunId("run-20261122-161500-3f9a"),
            Trigger.ADMIN,
            DatasetLocation.SAMPLE,
            TrainingParameters.DEFAULT,
            false,
            NOW)
        .with(
            Figures.NONE
                .with(new GenerationId("20261122-161500-3f9a"))
                .with(new Counts(101, 1012, 55)))
        .succeeded(NOW);
  }
}
