package io.cinephile.bootstrap.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.application.fakes.InMemoryTrainingRuns;
import io.cinephile.domain.StoreUnavailableException;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Trigger;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunWatchTest {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Clock clock = Clock.systemUTC();
  private final FailingRuns runs = new FailingRuns();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;
  private Thread watch;

  @AfterEach
  void stop() throws InterruptedException {
    stopped = true;
    watch.interrupt();
    watch.join(PATIENCE.toMillis());
    assertThat(watch.isAlive()).as("the watch").isFalse();
  }

  @Test
  void every_run_that_waits_is_done_whatever_became_of_those_before() throws Exception {
    watch(id -> runs.take(id).map(run -> recorded(run.failed(clock.instant(), "No data."))));

    begin("run-20261122-161500-0001");
    await("Run run-20261122-161500-0001: failed. No data.");
    begin("run-20261122-161500-0002");
    await("Run run-20261122-161500-0002: failed. No data.");
  }

  @Test
  void a_run_that_breaks_its_worker_does_not_break_the_watch() throws Exception {
    watch(
        id -> {
          TrainingRun run = runs.take(id).orElseThrow();
          recorded(run.failed(clock.instant(), "Broken."));
          // As a journal does that ends a run a moment too late.
          Thread.currentThread().interrupt();
          throw new IllegalStateException("broken");
        });

    begin("run-20261122-161500-0001");
    await("Run run-20261122-161500-0001: begun.");
    begin("run-20261122-161500-0002");
    await("Run run-20261122-161500-0002: begun.");
  }

  @Test
  void what_somebody_else_does_is_left_to_them() throws Exception {
    begin("run-20261122-161500-0001");
    runs.take(new RunId("run-20261122-161500-0001"));

    watch(id -> runs.take(id));

    Thread.sleep(10 * LOOK.toMillis());
    assertThat(told).containsExactly("Waiting for training runs.");
  }

  @Test
  void an_outage_is_waited_for_and_told_once() throws Exception {
    runs.away = true;
    watch(id -> runs.take(id).map(run -> recorded(run.succeeded(clock.instant()))));
    await("Nobody answers. Waiting for the store.");
    Thread.sleep(10 * LOOK.toMillis());

    runs.away = false;
    begin("run-20261122-161500-0001");

    await("Run run-20261122-161500-0001: succeeded.");
    assertThat(told)
        .containsExactly(
            "Waiting for training runs.",
            "Nobody answers. Waiting for the store.",
            "The store answers again.",
            "Run run-20261122-161500-0001: begun.",
            "Run run-20261122-161500-0001: succeeded.");
  }

  private void watch(Function<RunId, Optional<TrainingRun>> work) {
    watch = new Thread(() -> new RunWatch(runs, work, told::add, LOOK).until(() -> stopped));
    watch.start();
  }

  private TrainingRun recorded(TrainingRun run) {
    runs.update(run);
    return run;
  }

  /** Begins when the run before has ended. */
  private void begin(String id) throws InterruptedException {
    TrainingRun run =
        TrainingRun.requested(
            new RunId(id),
            Trigger.COMMAND,
            DatasetLocation.SAMPLE,
            TrainingParameters.DEFAULT,
            false,
            clock.instant());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!(runs.begin(run) instanceof TrainingRuns.Claim.Granted)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  private void await(String sentence) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!told.contains(sentence)) {
      assertThat(System.nanoTime())
          .as("waiting for '%s', told %s", sentence, told)
          .isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  /** Runs in a store that can be away. */
  private static final class FailingRuns implements TrainingRuns {
    private final TrainingRuns runs =
        new InMemoryTrainingRuns(Clock.systemUTC(), Duration.ofMinutes(1));
    private volatile boolean away;

    @Override
    public Optional<TrainingRun> unfinished() {
      if (away) {
        throw new StoreUnavailableException("Nobody answers.", null);
      }
      return runs.unfinished();
    }

    @Override
    public Optional<TrainingRun> endDeserted() {
      return runs.endDeserted();
    }

    @Override
    public long countBefore(Instant time, Collection<RunId> spared) {
      return runs.countBefore(time, spared);
    }

    @Override
    public long removeBefore(Instant time, Collection<RunId> spared) {
      return runs.removeBefore(time, spared);
    }

    @Override
    public Claim begin(TrainingRun run) {
      return runs.begin(run);
    }

    @Override
    public Optional<TrainingRun> take(RunId id) {
      return runs.take(id);
    }

    @Override
    public void update(TrainingRun run) {
      runs.update(run);
    }

    @Override
    public Optional<TrainingRun> cancel(RunId id) {
      return runs.cancel(id);
    }

    @Override
    public Optional<TrainingRun> find(RunId id) {
      return runs.find(id);
    }

    @Override
    public List<TrainingRun> latest(int limit) {
      return runs.latest(limit);
    }
  }
}
