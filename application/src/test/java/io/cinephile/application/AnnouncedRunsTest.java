package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.contracts.TrainingRunsContract;
import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.domain.governance.LineageEvents;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingInputs;
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

/** A trainer's runs are runs like all others, and told of. */
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
