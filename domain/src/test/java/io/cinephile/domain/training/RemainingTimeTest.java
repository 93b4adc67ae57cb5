package io.cinephile.domain.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.training.TrainingRun.Progress;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemainingTimeTest {
  private static final Instant START = Instant.parse("2026-11-22T16:15:00Z");

  /** Took ten seconds for each of its six stages. */
  private static final TrainingRun EARLIER = finished(10);

  @Test
  void at_first_a_run_is_expected_to_take_as_long_as_the_last_one() {
    assertThat(RemainingTime.of(run(), List.of(EARLIER), START)).contains(Duration.ofSeconds(60));
  }

  @Test
  void what_has_been_waited_for_is_over() {
    assertThat(RemainingTime.of(run(), List.of(EARLIER), START.plusSeconds(4)))
        .contains(Duration.ofSeconds(56));
  }

  @Test
  void half_a_stage_is_half_its_time() {
    TrainingRun training =
        run()
            .took(Stage.WAITING, Duration.ofSeconds(10))
            .took(Stage.SOURCING, Duration.ofSeconds(10))
            .took(Stage.EVALUATING, Duration.ofSeconds(10))
            .at(new Progress(Stage.TRAINING, START, "learning", 0.5));

    assertThat(RemainingTime.of(training, List.of(EARLIER), START.plusSeconds(1)))
        .contains(Duration.ofSeconds(25));
  }

  @Test
  void a_run_that_has_been_twice_as_slow_will_be() {
    TrainingRun slow =
        run()
            .took(Stage.WAITING, Duration.ofSeconds(20))
            .took(Stage.SOURCING, Duration.ofSeconds(20))
            .at(new Progress(Stage.EVALUATING, START, "learning", 0.5));

    assertThat(RemainingTime.of(slow, List.of(EARLIER), START)).contains(Duration.ofSeconds(70));
  }

  @Test
  void the_newest_run_that_came_to_its_end_on_the_same_data_tells() {
    TrainingRun failed = run().took(Stage.SOURCING, Duration.ofHours(1));
    TrainingRun onOtherData =
        TrainingRun.requested(
                new RunId("run-20261122-161500-0002"),
                Trigger.ADMIN,
                new DatasetLocation("ml-25m"),
                TrainingParameters.DEFAULT,
                false,
                START)
            .took(Stage.ACTIVATING, Duration.ofHours(1));

    assertThat(RemainingTime.of(run(), List.of(failed, onOtherData, EARLIER, finished(99)), START))
        .contains(Duration.ofSeconds(60));
    assertThat(RemainingTime.of(run(), List.of(failed, onOtherData), START)).isEmpty();
  }

  private static TrainingRun finished(int secondsEach) {
    TrainingRun run = run();
    for (Stage stage : Stage.values()) {
      run = run.took(stage, Duration.ofSeconds(secondsEach));
    }
    return run.succeeded(START);
  }

  private static TrainingRun run() {
    return TrainingRun.requested(
        new RunId("run-20261122-161500-0001"),
        Trigger.ADMIN,
        DatasetLocation.SAMPLE,
        TrainingParameters.DEFAULT,
        false,
        START);
  }
}
