package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.application.fakes.SettableClock;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartTrainingTest {
  private final SettableClock clock = new SettableClock();
  private final InMemoryTrainingRuns runs = new InMemoryTrainingRuns(clock, Duration.ofSeconds(30));
  private final List<Consumer<String>> trainers = new ArrayList<>();
  private final AtomicInteger salt = new AtomicInteger();
  private final StartTraining starting =
      new StartTraining(runs, (run, ended) -> trainers.add(ended), clock, salt::incrementAndGet);

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
    assertThat(trainers).hasSize(1);
  }

  @Test
  void a_trainer_that_dies_frees_the_way_and_its_last_words_stay() {
    RunId dead = ((Claim.Granted) start()).run().id();

    trainers.get(0).accept("It ran out of memory.");

    TrainingRun run = starting.find(dead).orElseThrow();
    assertThat(run.state()).isEqualTo(State.FAILED);
    assertThat(run.error().orElseThrow()).endsWith("It ran out of memory.");
    assertThat(start()).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void a_trainer_that_ends_after_its_run_changes_nothing() {
    TrainingRun run = ((Claim.Granted) start()).run();
    runs.update(run.succeeded(clock.instant()));

    trainers.get(0).accept("");

    assertThat(starting.find(run.id()).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
  }

  @Test
  void a_trainer_that_cannot_be_started_fails_the_run_at_once() {
    StartTraining hopeless =
        new StartTraining(
            runs,
            (run, ended) -> {
              throw new IllegalStateException("no Java");
            },
            clock,
            salt::incrementAndGet);

    assertThatThrownBy(
            () -> hopeless.start(Trigger.ADMIN, DatasetLocation.SAMPLE, TrainingParameters.DEFAULT))
        .hasMessage("no Java");
    assertThat(hopeless.latest(1).get(0).error())
        .contains("The trainer could not be started: no Java");
    assertThat(runs.unfinished()).isEmpty();
  }

  private Claim start() {
    return starting.start(Trigger.ADMIN, DatasetLocation.SAMPLE, TrainingParameters.DEFAULT);
  }
}
