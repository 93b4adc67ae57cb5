package io.cinephile.domain.recommendation;

import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import java.time.Instant;

/** What the registry keeps of a generation. */
public record Generation(
    GenerationId id,
    RunId run,
    Instant createdAt,
    DatasetIdentity data,
    DataQualityReport dataQuality,
    TrainingParameters parameters,
    Evaluation evaluation,
    RecommendationStore.Counts counts) {}
