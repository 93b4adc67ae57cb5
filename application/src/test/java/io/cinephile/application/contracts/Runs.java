package io.cinephile.application.contracts;

import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.dataset.DataQualityReport.Merged;
import io.cinephile.domain.dataset.DatasetFile;
import io.cinephile.domain.dataset.DatasetIdentity;
import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.gate.Comparison;
import io.cinephile.domain.gate.Comparison.Measure;
import io.cinephile.domain.gate.Comparison.Reference;
import io.cinephile.domain.gate.Verdict;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.Evaluation.RankingQuality;
import io.cinephile.domain.training.Evaluation.StarErrors;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import io.cinephile.domain.training.TrainingRun;
import io.cinephile.domain.training.TrainingRun.Stage;
import io.cinephile.domain.training.TrainingRun.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs and figures for tests, no two figures alike. */
final class Runs {
  static final TrainingParameters PARAMETERS =
      new TrainingParameters(
          new StarModel(21, 11, 0.13, 5.5, 6.25), new RankingModel(33, 12, 0.17, 12.5), 77, -42);
  static final DatasetIdentity DATA =
      new DatasetIdentity(
          "ml-tiny",
          "latest",
          "ab".repeat(32),
          List.of(
              new DatasetFile("ratings.csv", 5_000_000_000L, "12".repeat(32)),
              new DatasetFile("movies.csv", 512, "34".repeat(32))));
  static final LiveRatingsIdentity LIVE_RATINGS = new LiveRatingsIdentity(32, "ef".repeat(32));
  static final DataQualityReport QUALITY =
      new DataQualityReport(
          1003,
          1000,
          102,
          101,
          55,
          Map.of(Fault.UNKNOWN_MOVIE, 3L, Fault.MISSING_YEAR, 7L),
          new Merged(9, 8, 6, 5, 4));
  static final Evaluation EVALUATION =
      new Evaluation(
          "temporal holdout",
          800,
          3.5123456789012345,
          200,
          44,
          new StarErrors(0.8712345678901234, 0.67),
          new StarErrors(0.92, 0.72),
          new RankingQuality(0.31, 0.41, 0.51, 0.19, 7.25, 0.81),
          new RankingQuality(0.11, 0.21, 0.01, 0.09, 2.5, 0.77));
  static final Evaluation SERVING =
      new Evaluation(
          "temporal holdout",
          790,
          3.25,
          201,
          43,
          new StarErrors(0.88, 0.68),
          new StarErrors(0.93, 0.73),
          new RankingQuality(0.32, 0.42, 0.52, 0.2, 7.5, 0.82),
          new RankingQuality(0.12, 0.22, 0.02, 0.1, 2.25, 0.78));
  static final Verdict VERDICT =
      new Verdict(
          false,
          Optional.of(new GenerationId("20261121-161500-0001")),
          List.of(
              new Comparison(
                  Measure.NDCG_AT_10, Reference.SERVING, 0.31, 0.32, -0.01, -0.02, 0.005, false),
              new Comparison(
                  Measure.RMSE, Reference.BIASES, 0.8712, 0.92, 0.0488, 0.03, 0.06, true)),
          List.of("Too few viewers have \"relevant\" movies.", "A second remark."));
  static final Counts COUNTS = new Counts(101, 1000, 55);

  private Runs() {}

  static TrainingRun requested(int number, Instant now) {
    return TrainingRun.requested(
        new RunId("run-" + GenerationId.of(now, number)),
        Trigger.ADMIN,
        new DatasetLocation("/data/ml tiny"),
        PARAMETERS,
        true,
        now);
  }

  static Generation generation(int number, Instant createdAt) {
    GenerationId id = GenerationId.of(createdAt, number);
    Map<Stage, Duration> durations = new LinkedHashMap<>();
    durations.put(Stage.SOURCING, Duration.ofNanos(1_234_567_891L));
    durations.put(Stage.TRAINING, Duration.ofMinutes(61));
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("spark", "4.1.0");
    versions.put("cinephile", "0.1.0");
    versions.put("java.runtime", "17.0.16+8");
    return new Generation(
        id,
        new RunId("run-" + id),
        createdAt,
        new TrainingInputs(DATA, LIVE_RATINGS, "cd".repeat(32), PARAMETERS, "0.1.0"),
        QUALITY,
        EVALUATION,
        Optional.of(SERVING),
        VERDICT,
        false,
        Optional.empty(),
        COUNTS,
        durations,
        versions);
  }
}
