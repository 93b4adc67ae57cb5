package io.cinephile.domain.training;

import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One training run, from the wish to the result.
 *
 * @param id its name
 * @param trigger who wanted it
 * @param dataset to learn from
 * @param parameters to learn with
 * @param requestedAt when it was wanted
 * @param state where it stands
 * @param progress of the work; frozen where it ended
 * @param durations wall time of each stage that was finished, in the order of the stages
 * @param figures what is known so far of data and quality
 * @param finishedAt when it ended, if it did
 * @param error why it failed, fit to be shown
 */
public record TrainingRun(
    RunId id,
    Trigger trigger,
    DatasetLocation dataset,
    TrainingParameters parameters,
    Instant requestedAt,
    State state,
    Progress progress,
    Map<Stage, Duration> durations,
    Figures figures,
    Optional<Instant> finishedAt,
    Optional<String> error) {

  public TrainingRun {
    durations = Collections.unmodifiableMap(new LinkedHashMap<>(durations));
  }

  /** Who wanted a run. */
  public enum Trigger {
    /** The store was empty when the server started. */
    FIRST_START,
    /** The admin endpoint. */
    ADMIN,
    /** The schedule. */
    SCHEDULE,
    /** The command line. */
    COMMAND
  }

  /** Where a run stands. */
  public enum State {
    /** Holds the lease; no trainer has begun yet. */
    QUEUED,
    RUNNING,
    /** Its generation is served. */
    SUCCEEDED,
    /** Ended without touching what is served. */
    FAILED;

    public boolean isFinal() {
      return this == SUCCEEDED || this == FAILED;
    }
  }

  /** The stages, in their order. */
  public enum Stage {
    WAITING,
    SOURCING,
    EVALUATING,
    TRAINING,
    PUBLISHING,
    ACTIVATING
  }

  /**
   * How far the work is.
   *
   * @param stage the current one, or the last one reached
   * @param activity what is being done, for people
   * @param fraction of the stage, from 0 to 1
   */
  public record Progress(Stage stage, String activity, double fraction) {
    public static final Progress WAITING = new Progress(Stage.WAITING, "waiting for a trainer", 0);
  }

  /** What is known so far; each part appears when its stage has ended. */
  public record Figures(
      Optional<DatasetIdentity> data,
      Optional<DataQualityReport> dataQuality,
      Optional<Evaluation> evaluation,
      Optional<GenerationId> generation,
      Optional<Counts> published) {
    public static final Figures NONE =
        new Figures(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Figures with(DatasetIdentity data, DataQualityReport quality) {
      return new Figures(
          Optional.of(data), Optional.of(quality), evaluation, generation, published);
    }

    public Figures with(Evaluation evaluation) {
      return new Figures(data, dataQuality, Optional.of(evaluation), generation, published);
    }

    public Figures with(GenerationId generation) {
      return new Figures(data, dataQuality, evaluation, Optional.of(generation), published);
    }

    public Figures with(Counts published) {
      return new Figures(data, dataQuality, evaluation, generation, Optional.of(published));
    }
  }

  /** A run that somebody wants, before it begins. */
  public static TrainingRun requested(
      RunId id,
      Trigger trigger,
      DatasetLocation dataset,
      TrainingParameters parameters,
      Instant now) {
    return new TrainingRun(
        id,
        trigger,
        dataset,
        parameters,
        now,
        State.QUEUED,
        Progress.WAITING,
        Map.of(),
        Figures.NONE,
        Optional.empty(),
        Optional.empty());
  }

  /** The run with its work at that point. */
  public TrainingRun at(Progress progress) {
    return changed(State.RUNNING, progress, durations, figures, finishedAt, error);
  }

  /** The run with more figures known. */
  public TrainingRun with(Figures figures) {
    return changed(state, progress, durations, figures, finishedAt, error);
  }

  /** The run with a stage finished. */
  public TrainingRun took(Stage stage, Duration duration) {
    Map<Stage, Duration> more = new LinkedHashMap<>(durations);
    more.put(stage, duration);
    return changed(state, progress, more, figures, finishedAt, error);
  }

  /** The run, ended well. */
  public TrainingRun succeeded(Instant now) {
    return changed(
        State.SUCCEEDED, progress, durations, figures, Optional.of(now), Optional.empty());
  }

  /** The run, ended badly. */
  public TrainingRun failed(Instant now, String reason) {
    return changed(
        State.FAILED, progress, durations, figures, Optional.of(now), Optional.of(reason));
  }

  /** What was wanted stays; how it fares changes. */
  private TrainingRun changed(
      State state,
      Progress progress,
      Map<Stage, Duration> durations,
      Figures figures,
      Optional<Instant> finishedAt,
      Optional<String> error) {
    return new TrainingRun(
        id,
        trigger,
        dataset,
        parameters,
        requestedAt,
        state,
        progress,
        durations,
        figures,
        finishedAt,
        error);
  }
}
