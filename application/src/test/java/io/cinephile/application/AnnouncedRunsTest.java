package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.contracts.TrainingRunsContract;
import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.governance.LineageEvents;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs that are told of are runs like all others. */
class AnnouncedRunsTest extends TrainingRunsContract {
  private final TrainingInMemory training = new TrainingInMemory();
  private final Listener listener = new Listener();
  private final TrainingRuns announced =
      new AnnouncedRuns(training.runs, training.registry, listener, training.clock);

  @Override
  protected TrainingRuns noRuns(Clock clock, Duration lease) {
    return new AnnouncedRuns(
        new InMemoryTrainingRuns(clock, lease), training.registry, LineageEvents.NONE, clock);
  }

  private static final class Listener implements LineageEvents {
    private final List<String> heard = new ArrayList<>();
    private Optional<TrainingInputs> inputs = Optional.empty();

    @Override
    public void started(TrainingRun run, Instant time) {
      heard.add("started " + run.id());
    }

    @Override
    public void ended(TrainingRun run, Optional<TrainingInputs> ofGeneration) {
      heard.add(run.state() + " " + run.id());
      inputs = ofGeneration;
    }
  }

  @Test
  void a_run_is_told_of_when_it_begins_and_when_it_has_ended() {
    training.generation(0.4);
    TrainingRun run = training.runs.latest(1).get(0);
    RunId next = training.queued(Trigger.ADMIN, false);

    TrainingRun taken = announced.take(next).orElseThrow();
    announced.update(taken);
    assertThat(listener.heard).containsExactly("started " + next);

    announced.update(taken.with(run.figures()).succeeded(training.clock.instant()));
    assertThat(listener.heard).containsExactly("started " + next, State.SUCCEEDED + " " + next);
    assertThat(listener.inputs.orElseThrow().data()).isEqualTo(run.figures().data().orElseThrow());
  }

  @Test
  void nothing_is_told_of_runs_that_others_do() {
    RunId taken = training.queued(Trigger.ADMIN, false);
    training.runs.take(taken);

    assertThat(announced.take(taken)).isEmpty();
    announced.cancel(taken);
    assertThat(listener.heard).isEmpty();
  }

  @Test
  void the_end_of_a_run_whose_trainer_died_is_told_of_by_the_server_that_finds_it() {
    RunId dead = training.queued(Trigger.ADMIN, false);
    training.runs.take(dead);
    training.clock.advance(TrainingInMemory.LEASE);

    announced.endDeserted();
    announced.endDeserted();

    assertThat(listener.heard).containsExactly(State.FAILED + " " + dead);
  }

  @Test
  void it_is_told_of_too_where_the_next_run_begins_first_or_somebody_wanted_it_to_end() {
    RunId first = training.queued(Trigger.ADMIN, false);
    training.runs.take(first);
    training.clock.advance(TrainingInMemory.LEASE);
    RunId second = queuedThroughAnnounced("run-20991231-000000-0001");
    assertThat(listener.heard).containsExactly(State.FAILED + " " + first);

    training.runs.take(second);
    announced.cancel(second);
    assertThat(listener.heard).containsExactly(State.FAILED + " " + first);
    training.clock.advance(TrainingInMemory.LEASE);
    announced.cancel(second);
    assertThat(listener.heard)
        .containsExactly(State.FAILED + " " + first, State.CANCELLED + " " + second);
  }

  private RunId queuedThroughAnnounced(String name) {
    TrainingRun run =
        TrainingRun.requested(
            new RunId(name),
            Trigger.ADMIN,
            DatasetLocation.SAMPLE,
            TrainingParameters.DEFAULT,
            false,
            training.clock.instant());
    announced.begin(run);
    return run.id();
  }

  @Test
  void nothing_is_told_of_runs_that_nobody_took_up() {
    RunId cancelled = training.queued(Trigger.ADMIN, false);
    announced.cancel(cancelled);
    RunId unlaunched = training.queued(Trigger.ADMIN, false);
    announced.update(
        training
            .runs
            .find(unlaunched)
            .orElseThrow()
            .failed(training.clock.instant(), "no trainer"));
    training.queued(Trigger.ADMIN, false);
    training.clock.advance(TrainingInMemory.LEASE);
    assertThat(announced.endDeserted()).isPresent();

    assertThat(listener.heard).isEmpty();
  }

  @Test
  void a_run_that_lost_its_lease_has_not_ended_here() {
    TrainingRun run = announced.take(training.queued(Trigger.ADMIN, false)).orElseThrow();
    training.clock.advance(TrainingInMemory.LEASE.multipliedBy(2));
    training.queued(Trigger.ADMIN, false);
    listener.heard.clear();

    try {
      announced.update(run.failed(training.clock.instant(), "too late"));
    } catch (TrainingRuns.LeaseLostException e) {
      // Whoever got the lease has recorded how it ended.
    }
    assertThat(listener.heard).isEmpty();
  }
}
