package io.cinephile.domain.training;

import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.gate.Verdict;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One training run, from the wish to the result.
 *
 * @param id its name
 * @param trigger who wanted it
 * @param dataset to learn from
 * @param parameters to learn with
 * @param forced whether its generation is served whatever the gate says
 * @param requestedAt when it was wanted
 * @param state where it stands
 * @param cancelWanted whether somebody wants it to end
 * @param progress of the work; frozen where it ended
 * @param durations wall time of each stage that was finished, in the order of the stages
 * @param figures what is known so far of data and quality
 * @param finishedAt when it ended, if it did
 * @param reason why it did not succeed, fit to be shown
 * @param log the last lines of its trainer's output, if that ended badly; may be empty
 */
public record TrainingRun(
    RunId id,
    Trigger trigger,
    DatasetLocation dataset,
    TrainingParameters parameters,
    boolean forced,
    Instant requestedAt,
    State state,
    boolean cancelWanted,
    Progress progress,
    Map<Stage, Duration> durations,
    Figures figures,
    Optional<Instant> finishedAt,
    Optional<String> reason,
    List<String> log) {

  public TrainingRun {
    log = List.copyOf(log);
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
    /** The gate did not let its generation pass, which is kept and not served. */
    REFUSED,
    /** Nothing has changed since the last run, and nothing was done. */
    SKIPPED,
    /** Somebody wanted it to end. */
    CANCELLED,
    /** Ended without touching what is served. */
    FAILED;

    public boolean isFinal() {
      return this != QUEUED && this != RUNNING;
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
   * @param since when the stage began
   * @param activity what is being done, for people
   * @param fraction of the stage, from 0 to 1
   */
  public record Progress(Stage stage, Instant since, String activity, double fraction) {
    /** The stage, a little further. */
    public Progress further(String activity, double fraction) {
      return new Progress(stage, since, activity, fraction);
    }
  }

  /** What is known so far; each part appears when its stage has ended. */
  public record Figures(
      Optional<DatasetIdentity> data,
      Optional<DataQualityReport> dataQuality,
      Optional<Evaluation> evaluation,
      Optional<Verdict> verdict,
      Optional<GenerationId> generation,
      Optional<Counts> published) {
    public static final Figures NONE =
        new Figures(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Figures with(DatasetIdentity data, DataQualityReport quality) {
      return new Figures(
          Optional.of(data), Optional.of(quality), evaluation, verdict, generation, published);
    }

    public Figures with(Evaluation evaluation, Verdict verdict) {
      return new Figures(
          data, dataQuality, Optional.of(evaluation), Optional.of(verdict), generation, published);
    }

    public Figures with(GenerationId generation) {
      return new Figures(
          data, dataQuality, evaluation, verdict, Optional.of(generation), published);
    }

    public Figures with(Counts published) {
      return new Figures(
          data, dataQuality, evaluation, verdict, generation, Optional.of(published));
    }
  }

  /** A run that somebody wants, before it begins. */
  public static TrainingRun requested(
      RunId id,
      Trigger trigger,
      DatasetLocation dataset,
      TrainingParameters parameters,
      boolean forced,
      Instant now) {
    return new TrainingRun(
        id,
        trigger,
        dataset,
        parameters,
        forced,
        now,
        State.QUEUED,
        false,
        new Progress(Stage.WAITING, now, "waiting for a trainer", 0),
        Map.of(),
        Figures.NONE,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The run with its work at that point. */
  public TrainingRun at(Progress progress) {
    return going(State.RUNNING, progress, durations, figures);
  }

  /** The run with more figures known. */
  public TrainingRun with(Figures figures) {
    return going(state, progress, durations, figures);
  }

  /** The run with a stage finished. */
  public TrainingRun took(Stage stage, Duration duration) {
    Map<Stage, Duration> more = new LinkedHashMap<>(durations);
    more.put(stage, duration);
    return going(state, progress, more, figures);
  }

  /** The run, with somebody wanting it to end. */
  public TrainingRun wantedToEnd() {
    return changed(state, true, progress, durations, figures, finishedAt, reason, log);
  }

  /** The run, ended well. */
  public TrainingRun succeeded(Instant now) {
    return ended(State.SUCCEEDED, now, Optional.empty(), List.of());
  }

  /** The run, ended by the gate. */
  public TrainingRun refused(Instant now, String reason) {
    return ended(State.REFUSED, now, Optional.of(reason), List.of());
  }

  /** The run, ended because it had nothing to do. */
  public TrainingRun skipped(Instant now, String reason) {
    return ended(State.SKIPPED, now, Optional.of(reason), List.of());
  }

  /** The run, ended because somebody wanted so. */
  public TrainingRun cancelled(Instant now) {
    return ended(State.CANCELLED, now, Optional.of("Cancelled."), List.of());
  }

  /** The run, ended badly. */
  public TrainingRun failed(Instant now, String reason) {
    return failed(now, reason, List.of());
  }

  /** The run, ended badly, with what its trainer said last. */
  public TrainingRun failed(Instant now, String reason, List<String> log) {
    return ended(State.FAILED, now, Optional.of(reason), log);
  }

  private TrainingRun ended(State state, Instant now, Optional<String> reason, List<String> log) {
    return changed(
        state, cancelWanted, progress, durations, figures, Optional.of(now), reason, log);
  }

  private TrainingRun going(
      State state, Progress progress, Map<Stage, Duration> durations, Figures figures) {
    return changed(state, cancelWanted, progress, durations, figures, finishedAt, reason, log);
  }

  /** What was wanted stays; how it fares changes. */
  private TrainingRun changed(
      State state,
      boolean cancelWanted,
      Progress progress,
      Map<Stage, Duration> durations,
      Figures figures,
      Optional<Instant> finishedAt,
      Optional<String> reason,
      List<String> log) {
    return new TrainingRun(
        id,
        trigger,
        dataset,
        parameters,
        forced,
        requestedAt,
        state,
        cancelWanted,
        progress,
        durations,
        figures,
        finishedAt,
        reason,
        log);
  }
}
