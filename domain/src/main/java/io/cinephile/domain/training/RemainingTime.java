package io.cinephile.domain.training;

import io.cinephile.domain.training.TrainingRun.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much longer a training run will take, going by an earlier one. */
public final class RemainingTime {
  /** A machine is rarely so much faster or slower than it was the last time. */
  private static final double MOST_SPEED_UP = 4;

  private RemainingTime() {}

  /**
   * The rest of the current stage and the stages that follow, each as long as in the newest earlier
   * run on the same data that activated its generation, scaled by how the stages that have been
   * finished compare.
   *
   * @param run that is at work
   * @param earlier runs, the newest first; runs that tell nothing are passed over
   * @return empty if no earlier run tells
   */
  public static Optional<Duration> of(TrainingRun run, List<TrainingRun> earlier, Instant now) {
    return earlier.stream()
        .filter(other -> other.dataset().equals(run.dataset()))
        .filter(other -> other.durations().containsKey(Stage.ACTIVATING))
        .findFirst()
        .map(other -> estimate(run, other.durations(), now));
  }

  private static Duration estimate(TrainingRun run, Map<Stage, Duration> usual, Instant now) {
    double finished = 0;
    double finishedUsually = 0;
    double ahead = 0;
    Stage current = run.progress().stage();
    for (Stage stage : Stage.values()) {
      double seconds = seconds(usual.getOrDefault(stage, Duration.ZERO));
      if (run.durations().containsKey(stage)) {
        finished += seconds(run.durations().get(stage));
        finishedUsually += seconds;
      } else if (stage == current) {
        double spent = seconds(Duration.between(run.progress().since(), now));
        double byFraction = seconds * (1 - run.progress().fraction());
        ahead += run.progress().fraction() > 0 ? byFraction : Math.max(0, seconds - spent);
      } else if (stage.compareTo(current) > 0) {
        ahead += seconds;
      }
    }
    double scale = finished > 0 && finishedUsually > 0 ? finished / finishedUsually : 1;
    double bounded = Math.max(1 / MOST_SPEED_UP, Math.min(MOST_SPEED_UP, scale));
    return Duration.ofSeconds(Math.round(ahead * bounded));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
