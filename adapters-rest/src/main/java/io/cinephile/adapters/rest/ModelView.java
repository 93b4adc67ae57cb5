package io.cinephile.adapters.rest;

import io.cinephile.application.BrowseGenerations.Registered;
import io.cinephile.application.BrowseGenerations.Standing;
import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.gate.Verdict;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingRun.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All that the registry has of a generation. */
@Schema(name = "Model")
record ModelView(
    GenerationId generation,
    @Schema(description = STANDING, examples = "serving") Standing standing,
    @Schema(description = "That made it.") RunId run,
    @Schema(description = "When it had been published.", examples = "2026-11-22T16:19:10Z")
        Instant createdAt,
    @Schema(
            description = "When it was last put to service; absent if it never was.",
            examples = "2026-11-22T16:19:11Z")
        Optional<Instant> activatedAt,
    @Schema(
            description = "Whether an administrator had it served whatever the quality gate said.",
            examples = "false")
        boolean forced,
    @Schema(description = "Of the quality gate.") Verdict verdict,
    @Schema(description = "How it did on the temporal holdout.") Evaluation evaluation,
    @Schema(
            description =
                "How what was served then did on the same holdout; absent where the two could not be"
                    + " compared.")
        Optional<Evaluation> serving,
    @Schema(description = "What it was learnt from, and how.") TrainingInputs inputs,
    @Schema(description = "What cleaning found.") DataQualityReport dataQuality,
    @Schema(description = "How many documents it has.") Counts counts,
    @Schema(description = "Wall time of the stages of its run, in their order.")
        Map<Stage, Duration> durations,
    @Schema(
            description = "Of what took part.",
            examples = "{\"cinephile\": \"0.1.0\", \"spark\": \"4.1.0\"}")
        Map<String, String> versions) {

  static final String STANDING =
      "Serving: it answers requests. Stored: it may be activated; if the quality gate refused it, by"
          + " force. Incomplete: something of it is gone, and it cannot be activated. Removed: only"
          + " this entry is left.";

  static ModelView of(Registered registered) {
    Generation generation = registered.generation();
    return new ModelView(
        generation.id(),
        registered.standing(),
        generation.run(),
        generation.createdAt(),
        generation.activatedAt(),
        generation.forced(),
        generation.verdict(),
        generation.evaluation(),
        generation.serving(),
        generation.inputs(),
        generation.dataQuality(),
        generation.counts(),
        generation.durations(),
        generation.versions());
  }
}
