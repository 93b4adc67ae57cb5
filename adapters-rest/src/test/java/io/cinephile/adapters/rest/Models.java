package io.cinephile.adapters.rest;

import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.dataset.DataQualityReport.Merged;
import io.cinephile.domain.dataset.DatasetFile;
import io.cinephile.domain.dataset.DatasetIdentity;
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
import io.cinephile.domain.training.TrainingRun.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entries of the registry for tests, no two figures alike. */
final class Models {
  static final Evaluation EVALUATION =
      new Evaluation(
          "temporal holdout",
          80_668,
          3.51234,
          20_168,
          578,
          new StarErrors(0.8712345, 0.67),
          new StarErrors(0.92, 0.72),
          new RankingQuality(0.31, 0.41, 0.51, 0.19, 7.25, 0.81),
          new RankingQuality(0.11, 0.21, 0.01, 0.09, 2.5, 0.77));

  private static final Evaluation SERVED_THEN =
      new Evaluation(
          "temporal holdout",
          80_668,
          3.51234,
          20_168,
          578,
          new StarErrors(0.88, 0.68),
          new StarErrors(0.92, 0.72),
          new RankingQuality(0.32, 0.42, 0.52, 0.2, 7.5, 0.82),
          new RankingQuality(0.11, 0.21, 0.01, 0.09, 2.5, 0.77));

  static final Verdict PASS =
      new Verdict(true, Optional.empty(), List.of(), List.of("Nothing was served."));

  static final Verdict REFUSAL =
      new Verdict(
          false,
          Optional.of(new GenerationId("20261121-161500-0001")),
          List.of(
              new Comparison(
                  Measure.NDCG_AT_10, Reference.SERVING, 0.31, 0.32, -0.01, -0.02, -0.005, false),
              new Comparison(
                  Measure.RMSE, Reference.BIASES, 0.8712345, 0.92, 0.0487655, 0.03, 0.06, true)),
          List.of());

  private Models() {}

  /** What passed the gate with nothing to compare it with. */
  static Generation passed(GenerationId id, Instant createdAt) {
    return generation(id, createdAt, "ml-latest-small", Optional.empty(), PASS);
  }

  /** What the gate did not let pass beside what was served. */
  static Generation refused(GenerationId id, Instant createdAt) {
    return generation(id, createdAt, "ml-latest-small", Optional.of(SERVED_THEN), REFUSAL);
  }

  /** What was learnt from a data set of that name. */
  static Generation named(GenerationId id, String dataset) {
    return generation(id, TestPorts.NOW, dataset, Optional.empty(), PASS);
  }

  private static Generation generation(
      GenerationId id,
      Instant createdAt,
      String dataset,
      Optional<Evaluation> serving,
      Verdict verdict) {
    Map<Stage, Duration> durations = new LinkedHashMap<>();
    durations.put(Stage.SOURCING, Duration.ofMillis(21_800));
    durations.put(Stage.TRAINING, Duration.ofSeconds(92));
    durations.put(Stage.PUBLISHING, Duration.ofMinutes(61));
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("cinephile", "0.1.0");
    versions.put("spark", "4.1.0");
    return new Generation(
        id,
        new RunId("run-" + id),
        createdAt,
        new TrainingInputs(
            new DatasetIdentity(
                dataset,
                "latest",
                "ab".repeat(32),
                List.of(
                    new DatasetFile("ratings.csv", 2_483_723, "12".repeat(32)),
                    new DatasetFile("movies.csv", 494_431, "34".repeat(32)))),
            new LiveRatingsIdentity(1_012, "ef".repeat(32)),
            "cd".repeat(32),
            TrainingParameters.DEFAULT,
            "0.1.0"),
        new DataQualityReport(
            100_840,
            100_836,
            9_742,
            9_742,
            610,
            Map.of(Fault.UNKNOWN_MOVIE, 4L, Fault.MISSING_YEAR, 13L),
            new Merged(1_000, 5, 4, 2, 1)),
        EVALUATION,
        serving,
        verdict,
        false,
        Optional.empty(),
        new Counts(9_742, 101_832, 610),
        durations,
        versions);
  }
}
