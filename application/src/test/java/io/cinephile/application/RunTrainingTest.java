package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.fakes.InMemoryGenerationRegistry;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.application.fakes.SmallWorld;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.rating.Pseudonymiser;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns;
import io.cinephile.domain.training.TrainingRuns.Claim;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTrainingTest {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final SettableClock clock = new SettableClock();
  private final SmallWorld world = new SmallWorld();
  private final InMemoryStore store = new InMemoryStore();
  private final InMemoryGenerationRegistry registry = new InMemoryGenerationRegistry();
  private final InMemoryTrainingRuns runs = new InMemoryTrainingRuns(clock, LEASE);
  private final Pseudonymiser pseudonymiser = new Pseudonymiser(new byte[32]);
  private final RunTraining training =
      new RunTraining(world, world, store, registry, runs, pseudonymiser, clock);

  private int salt;

  @Test
  void a_run_publishes_a_generation_and_serves_it() {
    TrainingRun run = training.run(request());

    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
    GenerationId generation = run.figures().generation().orElseThrow();
    assertThat(store.serving()).contains(generation);
    assertThat(store.recommendationsFor(generation, pseudonymiser.of(new UserId("3"))))
        .hasValueSatisfying(
            viewer ->
                assertThat(viewer.recommendations().get(0).movie())
                    .isEqualTo(new MovieId(SmallWorld.unseen(3))));
    assertThat(run.figures().published().orElseThrow().viewers()).isEqualTo(SmallWorld.VIEWERS);
    assertThat(run.durations())
        .containsOnlyKeys(
            Stage.SOURCING, Stage.EVALUATING, Stage.TRAINING, Stage.PUBLISHING, Stage.ACTIVATING);
    assertThat(registry.find(generation).orElseThrow().run()).isEqualTo(run.id());
    assertThat(runs.unfinished()).isEmpty();
  }

  @Test
  void each_movie_knows_its_share_of_voice_among_everybody() {
    GenerationId generation = training.run(request()).figures().generation().orElseThrow();

    double share =
        store.find(generation, new MovieId(1)).orElseThrow().statistics().recommendedShare();

    // Two viewers have not rated it, and both are recommended it first.
    assertThat(share).isEqualTo(1);
  }

  @Test
  void a_failure_leaves_what_is_served_and_nothing_of_its_own() {
    GenerationId first = training.run(request()).figures().generation().orElseThrow();
    world.beforeTraining(
        () -> {
          throw new IllegalStateException("the disk is full");
        });

    TrainingRun failed = training.run(request());

    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.error()).contains("the disk is full");
    assertThat(store.serving()).contains(first);
    assertThat(store.stored()).containsExactly(first);
  }

  @Test
  void an_unforeseen_failure_tells_its_kind_and_no_more() {
    world.beforeTraining(
        () -> {
          throw new UnsupportedOperationException("viewer 17 of /secret/place");
        });

    assertThat(training.run(request()).error())
        .contains("Unexpected UnsupportedOperationException; the trainer's log tells more.");
  }

  @Test
  void data_that_are_too_faulty_are_refused() {
    world.quality(new DataQualityReport(100, 50, 10, 10, 20, Map.of(Fault.UNPARSABLE_RATING, 50L)));

    TrainingRun refused = training.run(request());

    assertThat(refused.state()).isEqualTo(State.FAILED);
    assertThat(refused.error().orElseThrow()).contains("50.0 %");
    assertThat(store.serving()).isEmpty();
  }

  @Test
  void a_run_that_lost_its_lease_publishes_nothing() {
    world.beforeTraining(
        () -> {
          clock.advance(LEASE.plusSeconds(1));
          assertThat(runs.begin(queued())).isInstanceOf(Claim.Granted.class);
        });
    RunId overtaken = request();

    assertThatThrownBy(() -> training.run(overtaken))
        .isInstanceOf(TrainingRuns.LeaseLostException.class);
    assertThat(store.serving()).isEmpty();
    assertThat(store.stored()).isEmpty();
    assertThat(runs.find(overtaken).orElseThrow().state()).isEqualTo(State.FAILED);
  }

  @Test
  void what_a_killed_run_left_half_written_is_removed_by_the_next() {
    GenerationId half = GenerationId.of(clock.instant().minusSeconds(60), 7);
    store.open(half);

    GenerationId whole = training.run(request()).figures().generation().orElseThrow();

    assertThat(store.stored()).containsExactly(whole);
  }

  @Test
  void the_last_three_generations_stay() {
    for (int i = 0; i < 5; i++) {
      training.run(request());
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(store.stored()).hasSize(SweepGenerations.KEPT);
    assertThat(store.serving()).contains(store.stored().get(SweepGenerations.KEPT - 1));
    assertThat(registry.latest(10)).hasSize(5);
  }

  @Test
  void nothing_is_swept_while_somebody_else_is_at_work() {
    SweepGenerations sweep = new SweepGenerations(store, registry, runs);
    GenerationId half = GenerationId.of(clock.instant(), 9);
    store.open(half);
    RunId atWork = request();

    assertThat(sweep.sweep()).isEmpty();
    runs.update(runs.find(atWork).orElseThrow().failed(clock.instant(), "killed"));
    assertThat(sweep.sweep()).containsExactly(half);
  }

  @Test
  void a_run_begins_once() {
    RunId id = request();
    training.run(id);

    assertThatThrownBy(() -> training.run(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SUCCEEDED");
    assertThatThrownBy(() -> training.run(new RunId("run-20200101-000000-0000")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no run");
  }

  @Test
  void evaluating_stores_nothing() {
    assertThat(
            new EvaluateDataset(world, world)
                .evaluate(
                    DatasetLocation.SAMPLE, TrainingParameters.DEFAULT, (activity, fraction) -> {}))
        .extracting(evaluation -> evaluation.fold())
        .containsExactly("u1", "u2");
    assertThat(store.stored()).isEmpty();
    assertThat(store.serving()).isEqualTo(Optional.empty());
  }

  private RunId request() {
    TrainingRun run = queued();
    assertThat(runs.begin(run)).isEqualTo(new Claim.Granted(run));
    return run.id();
  }

  private TrainingRun queued() {
    RunId id = new RunId("run-" + GenerationId.of(clock.instant(), ++salt));
    return TrainingRun.requested(
        id, Trigger.ADMIN, DatasetLocation.SAMPLE, TrainingParameters.DEFAULT, clock.instant());
  }
}
