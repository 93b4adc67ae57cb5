package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.fakes.InMemoryGenerationRegistry;
import io.cinephile.application.fakes.InMemoryStore;
import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainerEnd;
import io.cinephile.domain.training.TrainingLauncher;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartTrainingTest {
  private final SettableClock clock = new SettableClock();
  private final InMemoryTrainingRuns runs = new InMemoryTrainingRuns(clock, Duration.ofSeconds(30));
  private final InMemoryStore store = new InMemoryStore();
  private final SweepGenerations sweep =
      new SweepGenerations(store, new InMemoryGenerationRegistry(), runs, 3);
  private final Launches launches = new Launches();
  private final AtomicInteger salt = new AtomicInteger();
  private final StartTraining starting =
      new StartTraining(runs, launches, sweep, clock, salt::incrementAndGet);

  /** Starts nothing, and remembers what it was asked for. */
  private static final class Launches implements TrainingLauncher {
    private final List<Consumer<TrainerEnd>> trainers =
        Collections.synchronizedList(new ArrayList<>());
    private final Map<RunId, Duration> stopped = new LinkedHashMap<>();

    @Override
    public void launch(RunId run, Consumer<TrainerEnd> ended) {
      trainers.add(ended);
    }

    @Override
    public void stop(RunId run, Duration grace) {
      stopped.put(run, grace);
    }
  }

  @Test
  void fifty_wishes_at_once_begin_one_run_and_name_it_to_the_others() {
    List<Claim> claims = IntStream.range(0, 50).parallel().mapToObj(i -> start()).toList();

    List<RunId> granted =
        claims.stream()
            .filter(Claim.Granted.class::isInstance)
            .map(claim -> ((Claim.Granted) claim).run().id())
            .toList();
    assertThat(granted).hasSize(1);
    assertThat(claims)
        .filteredOn(Claim.Refused.class::isInstance)
        .hasSize(49)
        .allSatisfy(
            claim -> assertThat(((Claim.Refused) claim).running()).isEqualTo(granted.get(0)));
    assertThat(launches.trainers).hasSize(1);
  }

  @Test
  void a_trainer_that_dies_frees_the_way_and_its_last_words_stay() {
    RunId dead = begun();
    runs.take(dead);
    GenerationId half = new GenerationId(dead.suffix());
    store.open(half);

    launches.trainers.get(0).accept(new TrainerEnd(false, "It ran out of memory.", List.of("so")));

    TrainingRun run = starting.find(dead).orElseThrow();
    assertThat(run.state()).isEqualTo(State.FAILED);
    assertThat(run.reason()).contains("It ran out of memory.");
    assertThat(run.log()).containsExactly("so");
    assertThat(store.stored()).isEmpty();
    assertThat(start()).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void what_a_trainer_that_died_unseen_wrote_is_removed_once_its_lease_has_run_out() {
    RunId dead = begun();
    runs.take(dead);
    store.open(new GenerationId(dead.suffix()));
    assertThat(starting.endDeserted()).isEmpty();
    assertThat(store.stored()).isNotEmpty();
    clock.advance(Duration.ofSeconds(30));

    assertThat(starting.endDeserted()).map(TrainingRun::id).contains(dead);

    assertThat(starting.find(dead).orElseThrow().state()).isEqualTo(State.FAILED);
    assertThat(store.stored()).isEmpty();
    assertThat(starting.endDeserted()).isEmpty();
  }

  @Test
  void a_trainer_that_ends_after_its_run_changes_nothing() {
    TrainingRun run = ((Claim.Granted) start()).run();
    runs.update(run.succeeded(clock.instant()));

    launches.trainers.get(0).accept(TrainerEnd.inGoodOrder());

    assertThat(starting.find(run.id()).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
  }

  @Test
  void a_trainer_that_ends_well_without_ending_its_run_has_failed() {
    RunId run = begun();

    launches.trainers.get(0).accept(TrainerEnd.inGoodOrder());

    assertThat(starting.find(run).orElseThrow().reason())
        .contains("The trainer ended before the run did.");
  }

  @Test
  void a_trainer_that_cannot_be_started_fails_the_run_at_once() {
    TrainingLauncher noJava =
        new TrainingLauncher() {
          @Override
          public void launch(RunId run, Consumer<TrainerEnd> ended) {
            throw new IllegalStateException("no Java");
          }

          @Override
          public void stop(RunId run, Duration grace) {}
        };
    StartTraining hopeless = new StartTraining(runs, noJava, sweep, clock, salt::incrementAndGet);

    assertThatThrownBy(
            () ->
                hopeless.start(
                    Trigger.ADMIN, DatasetLocation.SAMPLE, TrainingParameters.DEFAULT, false))
        .hasMessage("no Java");
    assertThat(hopeless.latest(1).get(0).reason())
        .contains("The trainer could not be started: no Java");
    assertThat(runs.unfinished()).isEmpty();
  }

  @Test
  void a_queued_run_is_cancelled_at_once_and_its_trainer_stopped() {
    RunId run = begun();

    assertThat(starting.cancel(run)).map(TrainingRun::state).contains(State.CANCELLED);
    assertThat(launches.stopped).containsEntry(run, Duration.ZERO);
    assertThat(start()).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void a_run_at_work_has_a_grace_to_end_by_itself() {
    RunId run = begun();
    runs.take(run);

    assertThat(starting.cancel(run)).map(TrainingRun::state).contains(State.RUNNING);
    assertThat(launches.stopped).containsEntry(run, StartTraining.GRACE);

    launches.trainers.get(0).accept(new TrainerEnd(false, "It was killed.", List.of()));
    assertThat(starting.find(run)).map(TrainingRun::state).contains(State.CANCELLED);
  }

  @Test
  void a_run_that_is_over_cannot_be_cancelled() {
    TrainingRun run = ((Claim.Granted) start()).run();
    runs.update(run.succeeded(clock.instant()));

    assertThat(starting.cancel(run.id())).map(TrainingRun::state).contains(State.SUCCEEDED);
    assertThat(launches.stopped).isEmpty();
    assertThat(starting.cancel(new RunId("run-20200101-000000-0000"))).isEmpty();
  }

  private RunId begun() {
    return ((Claim.Granted) start()).run().id();
  }

  private Claim start() {
    return starting.start(Trigger.ADMIN, DatasetLocation.SAMPLE, TrainingParameters.DEFAULT, false);
  }
}
