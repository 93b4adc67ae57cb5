package io.cinephile.application.contracts;

import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.Evaluation.RankingQuality;
import io.cinephile.domain.training.Evaluation.StarErrors;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.time.Instant;
import java.util.Map;

/** Runs and figures for tests, no two figures alike. */
final class Runs {
  static final TrainingParameters PARAMETERS =
      new TrainingParameters(
          new StarModel(21, 11, 0.13, 5.5, 6.25), new RankingModel(33, 12, 0.17, 12.5), 77, -42);
  static final DatasetIdentity DATA = new DatasetIdentity("ml-tiny", "latest", "ab".repeat(32));
  static final DataQualityReport QUALITY =
      new DataQualityReport(
          1003, 1000, 102, 101, 55, Map.of(Fault.UNKNOWN_MOVIE, 3L, Fault.MISSING_YEAR, 7L));
  static final Evaluation EVALUATION =
      new Evaluation(
          "temporal holdout",
          800,
          200,
          44,
          new StarErrors(0.8712345678901234, 0.67),
          new StarErrors(0.92, 0.72),
          new RankingQuality(0.31, 0.41, 0.51),
          new RankingQuality(0.11, 0.21, 0.01));
  static final Counts COUNTS = new Counts(101, 1000, 55);

  private Runs() {}

  static TrainingRun requested(int number, Instant now) {
    return TrainingRun.requested(
        new RunId("run-" + GenerationId.of(now, number)),
        Trigger.ADMIN,
        new DatasetLocation("/data/ml tiny"),
        PARAMETERS,
        now);
  }

  static Generation generation(int number, Instant createdAt) {
    GenerationId id = GenerationId.of(createdAt, number);
    return new Generation(
        id, new RunId("run-" + id), createdAt, DATA, QUALITY, PARAMETERS, EVALUATION, COUNTS);
  }
}
