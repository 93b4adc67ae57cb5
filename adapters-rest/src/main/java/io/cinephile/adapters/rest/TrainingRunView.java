package io.cinephile.adapters.rest;

import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Figures;
import io.cinephile.domain.training.TrainingRun.Progress;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRun.State;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A training run as administrators see it. */
@Schema(name = "TrainingRun")
record TrainingRunView(
    RunId id,
    @Schema(description = "Who wanted it.", examples = "admin") Trigger trigger,
    DatasetLocation dataset,
    TrainingParameters parameters,
    @Schema(
            description = "Whether its generation is served whatever the quality gate says.",
            examples = "false")
        boolean forced,
    @Schema(examples = "2026-11-22T16:15:00Z") Instant requestedAt,
    @Schema(
            description =
                "Queued and running: not over yet. Succeeded: its generation is served. Refused: the"
                    + " quality gate keeps its generation from being served. Skipped: nothing had"
                    + " changed since the last run. Cancelled, failed: nothing that is served has"
                    + " changed.",
            examples = "running")
        State state,
    @Schema(description = "Whether somebody wants it to end.", examples = "false")
        boolean cancelWanted,
    @Schema(description = "Of the work; frozen where it ended.") Progress progress,
    @Schema(
            description =
                "About how much longer it will take, going by the last run on the same data; absent"
                    + " where no run tells, and after the end.",
            examples = "PT1M40S")
        Optional<Duration> remaining,
    @Schema(description = "Wall time of each finished stage, in their order.")
        Map<Stage, Duration> durations,
    @Schema(description = "What is known so far; each part appears when its stage has ended.")
        Figures figures,
    @Schema(examples = "2026-11-22T16:19:12Z") Optional<Instant> finishedAt,
    @Schema(
            description = "Why it did not succeed.",
            examples = "The trainer stopped reporting, and the lease ran out.")
        Optional<String> reason,
    @Schema(
            description = "What its trainer wrote last, if that ended badly.",
            examples = "[\"java.lang.OutOfMemoryError: Java heap space\"]")
        Optional<List<String>> log) {

  static TrainingRunView of(TrainingRun run, Optional<Duration> remaining) {
    return new TrainingRunView(
        run.id(),
        run.trigger(),
        run.dataset(),
        run.parameters(),
        run.forced(),
        run.requestedAt(),
        run.state(),
        run.cancelWanted(),
        run.progress(),
        remaining,
        run.durations(),
        run.figures(),
        run.finishedAt(),
        run.reason(),
        Optional.of(run.log()).filter(lines -> !lines.isEmpty()));
  }
}
