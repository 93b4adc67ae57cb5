package io.cinephile.adapters.rest;

import io.cinephile.application.BrowseGenerations.Registered;
import io.cinephile.application.BrowseGenerations.Standing;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A generation in one line of a list. */
@Schema(name = "ModelSummary")
record ModelSummary(
    GenerationId generation,
    @Schema(description = ModelView.STANDING, examples = "serving") Standing standing,
    @Schema(examples = "2026-11-22T16:19:10Z") Instant createdAt,
    @Schema(
            description = "When it was last put to service; absent if it never was.",
            examples = "2026-11-22T16:19:11Z")
        Optional<Instant> activatedAt,
    @Schema(description = "Whether the quality gate let it pass.", examples = "true")
        boolean passed,
    @Schema(
            description = "Whether an administrator had it served whatever the quality gate said.",
            examples = "false")
        boolean forced,
    @Schema(description = "The data set that it was learnt from.", examples = "ml-latest-small")
        String dataset,
    Headline figures,
    Counts counts) {

  /** The two figures that the gate goes by, beside what costs nothing. */
  @Schema(name = "HeadlineFigures")
  record Headline(
      @Schema(description = "Of the ranking; more is better.", examples = "0.2937") double ndcgAt10,
      @Schema(description = "The same of the most rated movies.", examples = "0.2214")
          double popularityNdcgAt10,
      @Schema(description = "Of predicted stars; less is better.", examples = "0.8712") double rmse,
      @Schema(description = "The same of mean and offsets.", examples = "0.8921")
          double biasesRmse) {}

  static ModelSummary of(Registered registered) {
    Generation generation = registered.generation();
    return new ModelSummary(
        generation.id(),
        registered.standing(),
        generation.createdAt(),
        generation.activatedAt(),
        generation.verdict().passed(),
        generation.forced(),
        generation.inputs().data().name(),
        new Headline(
            generation.evaluation().ranking().ndcgAt10(),
            generation.evaluation().popularity().ndcgAt10(),
            generation.evaluation().stars().rmse(),
            generation.evaluation().biases().rmse()),
        generation.counts());
  }
}
