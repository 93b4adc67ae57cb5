package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.cinephile.application.fakes.InMemoryGenerationRegistry;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.application.fakes.SmallWorld;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.dataset.DataQualityReport.Merged;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.DatasetRefusedException;
import io.cinephile.domain.dataset.DatasetUnavailableException;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.rating.UserId;
import io.cinephile.domain.recommendation.Generation;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunTrainingTest {
  private final TrainingInMemory memory = new TrainingInMemory();
  private final SettableClock clock = memory.clock;
  private final SmallWorld world = memory.world;
  private final InMemoryStore store = memory.store;
  private final InMemoryGenerationRegistry registry = memory.registry;
  private final InMemoryTrainingRuns runs = memory.runs;
  private final RunTraining training = memory.training("1.0");

  @Test
  void a_run_publishes_a_generation_and_serves_it() {
    TrainingRun run = memory.run();

    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
    GenerationId generation = run.figures().generation().orElseThrow();
    assertThat(store.serving()).contains(generation);
    assertThat(store.profiles(generation, List.of(memory.pseudonymiser.of(new UserId("3")))))
        .singleElement()
        .satisfies(
            viewer ->
                assertThat(viewer.recommendations().recommendations().get(0).movie())
                    .isEqualTo(new MovieId(SmallWorld.unseen(3))));
    assertThat(run.figures().published().orElseThrow().viewers()).isEqualTo(SmallWorld.VIEWERS);
    assertThat(run.durations()).containsOnlyKeys(Stage.values());
    Generation entry = registry.find(generation).orElseThrow();
    assertThat(entry.run()).isEqualTo(run.id());
    assertThat(entry.verdict().passed()).isTrue();
    assertThat(entry.activatedAt()).isPresent();
    assertThat(entry.versions()).containsEntry("cinephile", "1.0");
    assertThat(entry.durations()).containsKeys(Stage.SOURCING, Stage.PUBLISHING);
    assertThat(store.holdoutFactors(generation)).hasSize(SmallWorld.MOVIES);
    assertThat(runs.unfinished()).isEmpty();
  }

  @Test
  void each_movie_knows_its_share_of_voice_among_everybody() {
    GenerationId generation = memory.run().figures().generation().orElseThrow();

    double share =
        store
            .movies(generation)
            .filter(movie -> movie.entry().id().equals(new MovieId(1)))
            .findFirst()
            .orElseThrow()
            .entry()
            .statistics()
            .recommendedShare();

    // Two viewers have not rated it, and both are recommended it first.
    assertThat(share).isEqualTo(1);
  }

  @Test
  void a_failure_leaves_what_is_served_and_nothing_of_its_own() {
    GenerationId first = memory.run().figures().generation().orElseThrow();
    world.beforeTraining(
        () -> {
          throw new IllegalStateException("the disk is full");
        });

    TrainingRun failed = memory.run();

    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.reason()).contains("the disk is full");
    assertThat(failed.log()).containsExactly("the trainer's last line");
    assertThat(store.serving()).contains(first);
    assertThat(store.stored()).containsExactly(first);
  }

  @Test
  void an_unforeseen_failure_tells_its_kind_and_no_more() {
    world.beforeTraining(
        () -> {
          throw new UnsupportedOperationException("viewer 17 of /secret/place");
        });

    assertThat(memory.run().reason())
        .contains("Unexpected UnsupportedOperationException; the trainer's log tells more.");
  }

  @Test
  void data_that_are_too_faulty_are_refused() {
    world.quality(new DataQualityReport(100, 50, 10, 10, 20, Map.of(Fault.UNPARSABLE_RATING, 50L)));

    TrainingRun refused = memory.run();

    assertThat(refused.state()).isEqualTo(State.FAILED);
    assertThat(refused.reason().orElseThrow()).contains("50.0 %");
    assertThat(store.serving()).isEmpty();
  }

  @Test
  void a_run_that_lost_its_lease_publishes_nothing() {
    world.beforeTraining(
        () -> {
          clock.advance(TrainingInMemory.LEASE.plusSeconds(1));
          assertThat(runs.begin(memory.wanted(Trigger.ADMIN, false)))
              .isInstanceOf(Claim.Granted.class);
        });
    RunId overtaken = memory.queued(Trigger.ADMIN, false);

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

    GenerationId whole = memory.run().figures().generation().orElseThrow();

    assertThat(store.stored()).containsExactly(whole);
  }

  @Test
  void the_last_three_generations_that_may_be_served_stay_and_the_last_that_was_refused() {
    GenerationId oldest = served();
    GenerationId refusedFirst = refused();
    GenerationId refusedLast = refused();
    List<GenerationId> newest = List.of(served(), served(), served());

    assertThat(store.stored())
        .doesNotContain(oldest, refusedFirst)
        .containsExactlyInAnyOrder(refusedLast, newest.get(0), newest.get(1), newest.get(2));
    assertThat(store.serving()).contains(newest.get(2));
    assertThat(registry.latest(10)).hasSize(6);
  }

  @Test
  void what_is_served_stays_however_old_it_is() {
    GenerationId oldest = served();
    served();
    served();
    store.activate(oldest);
    world.contestEndsAs(SmallWorld.scores(0.1, 0.4));
    for (int i = 0; i < 4; i++) {
      memory.run();
    }

    assertThat(store.serving()).contains(oldest);
    assertThat(store.stored()).contains(oldest).hasSize(4);
  }

  @Test
  void nothing_is_swept_while_somebody_else_is_at_work() {
    SweepGenerations sweep = new SweepGenerations(store, registry, runs, 3);
    GenerationId half = GenerationId.of(clock.instant(), 9);
    store.open(half);
    RunId atWork = memory.queued(Trigger.ADMIN, false);

    assertThat(sweep.sweep()).isEmpty();
    runs.update(runs.find(atWork).orElseThrow().failed(clock.instant(), "killed"));
    assertThat(sweep.sweep()).containsExactly(half);
  }

  @Test
  void a_run_begins_once() {
    RunId id = memory.queued(Trigger.ADMIN, false);
    assertThat(training.run(id)).isPresent();

    assertThat(training.run(id)).isEmpty();
    assertThat(training.run(new RunId("run-20200101-000000-0000"))).isEmpty();
  }

  @Test
  void a_candidate_is_compared_with_what_is_served() {
    GenerationId first = served();
    assertThat(world.lastOpponent()).isEmpty();
    assertThat(registry.find(first).orElseThrow().verdict().remarks())
        .containsExactly("Nothing was served that the candidate could be compared with.");

    GenerationId second = served();

    assertThat(world.lastOpponent().orElseThrow().movies()).hasSize(SmallWorld.MOVIES);
    assertThat(registry.find(second).orElseThrow().verdict().serving()).contains(first);
    assertThat(registry.find(second).orElseThrow().serving()).isPresent();
  }

  @Test
  void a_candidate_of_other_data_is_compared_with_the_baselines_alone() {
    served();
    world.name("another world");

    GenerationId other = served();

    assertThat(world.lastOpponent()).isEmpty();
    assertThat(registry.find(other).orElseThrow().verdict().remarks())
        .anySatisfy(remark -> assertThat(remark).contains("learnt from other data (small world)"));
  }

  @Test
  void a_refused_candidate_is_kept_with_its_reasons_and_not_served() {
    GenerationId good = served();
    world.contestEndsAs(SmallWorld.scores(0.3, 0.4));

    TrainingRun run = memory.run();

    assertThat(run.state()).isEqualTo(State.REFUSED);
    assertThat(run.reason().orElseThrow())
        .contains("NDCG@10 0.3000 against 0.4000 of the serving generation");
    assertThat(store.serving()).contains(good);
    GenerationId candidate = run.figures().generation().orElseThrow();
    assertThat(store.stored()).contains(candidate);
    Generation entry = registry.find(candidate).orElseThrow();
    assertThat(entry.isServable()).isFalse();
    assertThat(entry.activatedAt()).isEmpty();
    assertThat(run.reason()).contains(String.join(" ", entry.verdict().reasons()));
  }

  @Test
  void a_forced_run_is_served_whatever_the_gate_says_and_that_is_recorded() {
    world.contestEndsAs(SmallWorld.scores(0.1, 0.4));

    TrainingRun run = training.run(memory.queued(Trigger.ADMIN, true)).orElseThrow();

    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
    Generation entry = registry.find(run.figures().generation().orElseThrow()).orElseThrow();
    assertThat(store.serving()).contains(entry.id());
    assertThat(entry.verdict().passed()).isFalse();
    assertThat(entry.forced()).isTrue();
  }

  @Test
  void
      a_candidate_is_not_served_if_another_generation_than_it_was_compared_with_is_served_by_now() {
    GenerationId older = served();
    GenerationId newer = served();
    world.beforeTraining(() -> store.activate(older));

    TrainingRun run = memory.run();

    assertThat(run.state()).isEqualTo(State.REFUSED);
    assertThat(run.reason().orElseThrow()).contains("Another generation was put to service");
    assertThat(store.serving()).contains(older);
    assertThat(store.stored()).contains(newer, run.figures().generation().orElseThrow());
  }

  @Test
  void a_scheduled_run_with_nothing_new_to_learn_is_skipped_and_says_so() {
    GenerationId first = served();

    TrainingRun skipped = scheduled("1.0");

    assertThat(skipped.state()).isEqualTo(State.SKIPPED);
    assertThat(skipped.reason().orElseThrow()).contains(first.value()).contains("Skipped");
    assertThat(skipped.durations()).doesNotContainKey(Stage.EVALUATING);
    assertThat(store.stored()).containsExactly(first);
  }

  @Test
  void a_scheduled_run_is_done_if_the_data_or_cinephile_have_changed() {
    served();
    assertThat(scheduled("1.1").state()).isEqualTo(State.SUCCEEDED);
    world.sha256("1".repeat(64));
    assertThat(scheduled("1.1").state()).isEqualTo(State.SUCCEEDED);
    assertThat(scheduled("1.1").state()).isEqualTo(State.SKIPPED);
  }

  @Test
  void a_scheduled_run_does_not_try_again_what_the_gate_refused() {
    served();
    world.sha256("1".repeat(64));
    world.contestEndsAs(SmallWorld.scores(0.1, 0.4));
    assertThat(scheduled("1.0").state()).isEqualTo(State.REFUSED);

    assertThat(scheduled("1.0").state()).isEqualTo(State.SKIPPED);
  }

  @Test
  void the_next_run_learns_from_live_ratings() {
    GenerationId first = served();
    assertThat(registry.find(first).orElseThrow().inputs().liveRatings())
        .isEqualTo(LiveRatingsIdentity.NONE);
    Pseudonym newcomer = memory.pseudonymiser.of(new UserId("somebody.new"));
    int unseen = SmallWorld.unseen(3);
    rates(SmallWorld.viewer(3), unseen, 4.5);
    rates(SmallWorld.viewer(4), 1, 3);
    takesBack(SmallWorld.viewer(5), 2);
    rates(newcomer, 7, 5);
    rates(newcomer, SmallWorld.MOVIES + 1, 5);

    GenerationId second = served();

    assertThat(stars(second, SmallWorld.viewer(3))).containsEntry(unseen, 4.5);
    assertThat(stars(second, SmallWorld.viewer(4))).containsEntry(1, 3.0);
    assertThat(stars(second, SmallWorld.viewer(5))).doesNotContainKey(2).containsKey(1);
    assertThat(stars(second, newcomer)).containsExactly(entry(7, 5.0));
    assertThat(store.profiles(second, List.of(newcomer))).hasSize(1);
    assertThat(stars(first, SmallWorld.viewer(5))).containsKey(2);
    Generation entry = registry.find(second).orElseThrow();
    assertThat(entry.dataQuality().liveRatings()).isEqualTo(new Merged(2, 1, 1, 0, 1));
    assertThat(entry.inputs().liveRatings().changes()).isEqualTo(5);
    assertThat(entry.counts().ratings()).isEqualTo(entry.dataQuality().ratings());
    assertThat(entry.counts().viewers()).isEqualTo(SmallWorld.VIEWERS + 1);
  }

  @Test
  void a_scheduled_run_is_done_if_a_live_rating_has_changed() {
    rates(SmallWorld.viewer(4), 1, 3);
    served();
    assertThat(scheduled("1.0").state()).isEqualTo(State.SKIPPED);

    rates(SmallWorld.viewer(4), 1, 3.5);
    assertThat(scheduled("1.0").state()).isEqualTo(State.SUCCEEDED);
    takesBack(SmallWorld.viewer(4), 1);
    assertThat(scheduled("1.0").state()).isEqualTo(State.SUCCEEDED);

    TrainingRun skipped = scheduled("1.0");
    assertThat(skipped.state()).isEqualTo(State.SKIPPED);
    assertThat(skipped.reason().orElseThrow()).contains("live ratings");
  }

  private void rates(Pseudonym viewer, int movie, double stars) {
    memory.liveRatings.put(
        new RatingChange(
            viewer, new MovieId(movie), Optional.of(new Stars(stars)), clock.instant()));
  }

  private void takesBack(Pseudonym viewer, int movie) {
    memory.liveRatings.put(
        new RatingChange(viewer, new MovieId(movie), Optional.empty(), clock.instant()));
  }

  /** By the movies' numbers. */
  private Map<Integer, Double> stars(GenerationId generation, Pseudonym viewer) {
    return store.by(generation, List.of(viewer)).stream()
        .collect(
            Collectors.toMap(rating -> rating.movie().value(), rating -> rating.stars().value()));
  }

  @Test
  void live_ratings_are_read_again_after_an_outage() {
    rates(SmallWorld.viewer(4), 1, 3);
    AtomicInteger outages = new AtomicInteger(2);
    world.beforeSourcing(() -> failWhile(outages, new DatasetUnavailableException("away", null)));

    GenerationId generation = memory.run().figures().generation().orElseThrow();

    assertThat(registry.find(generation).orElseThrow().inputs().liveRatings().changes())
        .isEqualTo(1);
  }

  @Test
  void an_outage_is_waited_for() {
    AtomicInteger outages = new AtomicInteger(2);
    world.beforeSourcing(() -> failWhile(outages, new DatasetUnavailableException("away", null)));
    assertThat(memory.run().state()).isEqualTo(State.SUCCEEDED);

    outages.set(3);
    assertThat(memory.run().reason()).contains("away");
  }

  @Test
  void what_was_refused_is_not_tried_again() {
    AtomicInteger refusals = new AtomicInteger(1);
    world.beforeSourcing(() -> failWhile(refusals, new DatasetRefusedException("broken")));

    assertThat(memory.run().reason()).contains("broken");
    assertThat(refusals).hasValue(0);
  }

  private static void failWhile(AtomicInteger left, RuntimeException failure) {
    if (left.getAndDecrement() > 0) {
      throw failure;
    }
    left.set(0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"SOURCING", "EVALUATING", "TRAINING"})
  void a_run_that_is_cancelled_ends_within_seconds_and_leaves_nothing(Stage stage) {
    GenerationId served = served();
    Runnable hang =
        () -> {
          assertThat(runs.cancel(runs.unfinished().orElseThrow().id())).isPresent();
          try {
            Thread.sleep(Duration.ofMinutes(1).toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
          }
        };
    switch (stage) {
      case SOURCING -> world.beforeSourcing(hang);
      case EVALUATING -> world.beforeContest(hang);
      default -> world.beforeTraining(hang);
    }

    long before = System.nanoTime();
    TrainingRun run = memory.run();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    assertThat(run.state()).isEqualTo(State.CANCELLED);
    assertThat(run.progress().stage()).isEqualTo(stage);
    assertThat(store.stored()).containsExactly(served);
    assertThat(store.serving()).contains(served);
    assertThat(runs.unfinished()).isEmpty();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_run_can_be_cancelled_until_it_activates() {
    world.afterPublishing(
        () -> assertThat(runs.cancel(runs.unfinished().orElseThrow().id())).isPresent());

    assertThat(memory.run().state()).isEqualTo(State.CANCELLED);
    assertThat(store.stored()).isEmpty();
  }

  @Test
  void a_trainer_that_is_stopped_because_its_run_was_cancelled_says_that() {
    world.beforeTraining(
        () -> {
          assertThat(runs.cancel(runs.unfinished().orElseThrow().id())).isPresent();
          throw new CancellationException("interrupted");
        });

    assertThat(memory.run().state()).isEqualTo(State.CANCELLED);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_run_whose_trainer_is_stopped_says_so() {
    world.beforeTraining(
        () -> {
          Thread.currentThread().interrupt();
          throw new CancellationException("interrupted");
        });

    TrainingRun run = memory.run();

    assertThat(run.state()).isEqualTo(State.FAILED);
    assertThat(run.reason()).contains(RunTraining.STOPPED);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.stored()).isEmpty();
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

  /** A generation that the gate let pass. */
  private GenerationId served() {
    GenerationId generation = memory.generation(0.4);
    assertThat(store.serving()).contains(generation);
    return generation;
  }

  /** A generation that the gate did not let pass. */
  private GenerationId refused() {
    GenerationId generation = memory.generation(0.1);
    assertThat(runs.latest(1).get(0).state()).isEqualTo(State.REFUSED);
    return generation;
  }

  private TrainingRun scheduled(String version) {
    clock.advance(Duration.ofSeconds(1));
    return memory.training(version).run(memory.queued(Trigger.SCHEDULE, false)).orElseThrow();
  }
}
