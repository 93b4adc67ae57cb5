package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.TraceLineage.Edge;
import io.cinephile.application.TraceLineage.Kind;
import io.cinephile.application.TraceLineage.Lineage;
import io.cinephile.application.TraceLineage.Node;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.TrainingInputs;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** From a recommendation back to the files. */
class TraceLineageTest {
  private final TrainingInMemory training = new TrainingInMemory();
  private final TraceLineage tracing =
      new TraceLineage(training.store, training.registry, training.runs);

  @Test
  void a_path_leads_from_the_recommendations_to_the_hash_of_the_files() {
    GenerationId served = training.generation(0.4);
    Generation entry = training.registry.find(served).orElseThrow();

    Lineage lineage = tracing.traceServed();

    assertThat(lineage.generation()).isEqualTo(served);
    assertThat(reachedFrom(lineage, "recommendations"))
        .containsExactlyInAnyOrderElementsOf(
            lineage.nodes().stream().map(Node::id).collect(Collectors.toSet()));
    assertThat(node(lineage, Kind.FILES).facts())
        .containsEntry("sha256", entry.inputs().data().sha256());
    assertThat(lineage.nodes().stream().filter(node -> node.kind() == Kind.FILE).map(Node::facts))
        .containsExactly(
            Map.of("name", "ratings.csv", "bytes", "2048", "sha256", "12".repeat(32)),
            Map.of("name", "movies.csv", "bytes", "512", "sha256", "34".repeat(32)));
    assertThat(node(lineage, Kind.LIVE_RATINGS).facts())
        .containsEntry("sha256", entry.inputs().liveRatings().sha256());
    assertThat(node(lineage, Kind.EXCLUSIONS).facts())
        .containsEntry("sha256", entry.inputs().suppressions());
    assertThat(node(lineage, Kind.TRAINING_RUN).facts()).containsEntry("state", "succeeded");
    assertThat(node(lineage, Kind.VERDICT).facts()).containsEntry("passed", "true");
    assertThat(node(lineage, Kind.SOFTWARE).facts()).isEqualTo(entry.versions());
  }

  @Test
  void of_what_an_earlier_release_made_the_path_ends_at_one_hash_over_all_files() {
    training.registry.register(
        asOfAnEarlierRelease(training.registry.find(training.generation(0.4)).orElseThrow()));

    Lineage lineage = tracing.traceServed();

    assertThat(node(lineage, Kind.FILES).facts()).containsOnlyKeys("sha256");
    assertThat(lineage.nodes()).extracting(Node::kind).doesNotContain(Kind.FILE);
  }

  private static Generation asOfAnEarlierRelease(Generation made) {
    TrainingInputs inputs = made.inputs();
    DatasetIdentity data = inputs.data();
    return new Generation(
        made.id(),
        made.run(),
        made.createdAt(),
        new TrainingInputs(
            new DatasetIdentity(data.name(), data.layout(), data.sha256()),
            inputs.liveRatings(),
            inputs.suppressions(),
            inputs.parameters(),
            inputs.version()),
        made.dataQuality(),
        made.evaluation(),
        made.serving(),
        made.verdict(),
        made.forced(),
        made.activatedAt(),
        made.counts(),
        made.durations(),
        made.versions());
  }

  @Test
  void every_generation_has_its_own() {
    GenerationId first = training.generation(0.4);
    GenerationId refused = training.generation(0.1);

    assertThat(tracing.traceServed().generation()).isEqualTo(first);
    Lineage lineage = tracing.trace(refused).orElseThrow();
    assertThat(node(lineage, Kind.VERDICT).facts()).containsEntry("passed", "false");
    assertThat(node(lineage, Kind.TRAINING_RUN).facts()).containsEntry("state", "refused");
    assertThat(tracing.trace(new GenerationId("20200101-000000-0000"))).isEmpty();
  }

  @Test
  void there_is_none_before_anything_is_served() {
    assertThatThrownBy(tracing::traceServed)
        .isInstanceOf(ServingModel.NothingServedException.class);
  }

  private static Node node(Lineage lineage, Kind kind) {
    return lineage.nodes().stream().filter(node -> node.kind() == kind).findFirst().orElseThrow();
  }

  private static Set<String> reachedFrom(Lineage lineage, String start) {
    Set<String> reached = new HashSet<>(Set.of(start));
    boolean more = true;
    while (more) {
      Set<String> next =
          lineage.edges().stream()
              .filter(edge -> reached.contains(edge.from()))
              .map(Edge::to)
              .collect(Collectors.toSet());
      more = reached.addAll(next);
    }
    return reached;
  }
}
