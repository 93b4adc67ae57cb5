package io.cinephile.domain.recommendation;

import io.cinephile.domain.dataset.DataQualityReport;
import io.cinephile.domain.gate.Verdict;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingInputs;
import io.cinephile.domain.training.TrainingRun.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the registry keeps of a generation.
 *
 * @param id its name
 * @param run that made it
 * @param createdAt when it had been published
 * @param inputs what it was learnt from, and how
 * @param dataQuality what cleaning found
 * @param evaluation on the temporal holdout
 * @param serving the evaluation of what was served then, on the same holdout, where there was one
 * @param verdict of the gate
 * @param forced whether an administrator had it served whatever the gate said
 * @param activatedAt when it was last put to service; empty if it never was
 * @param counts how many documents it has
 * @param durations wall time of the stages of its run, as far as they had ended, in their order
 * @param versions of what took part, such as {@code spark}; in the order in which they are shown
 */
public record Generation(
    GenerationId id,
    RunId run,
    Instant createdAt,
    TrainingInputs inputs,
    DataQualityReport dataQuality,
    Evaluation evaluation,
    Optional<Evaluation> serving,
    Verdict verdict,
    boolean forced,
    Optional<Instant> activatedAt,
    RecommendationStore.Counts counts,
    Map<Stage, Duration> durations,
    Map<String, String> versions) {

  public Generation {
    durations = Collections.unmodifiableMap(new LinkedHashMap<>(durations));
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /** Whether it may be served without force. */
  public boolean isServable() {
    return verdict.passed() || forced;
  }

  /**
   * The generation, put to service.
   *
   * @param byForce whether that was against the verdict
   */
  public Generation activated(Instant now, boolean byForce) {
    return new Generation(
        id,
        run,
        createdAt,
        inputs,
        dataQuality,
        evaluation,
        serving,
        verdict,
        forced || byForce,
        Optional.of(now),
        counts,
        durations,
        versions);
  }
}
