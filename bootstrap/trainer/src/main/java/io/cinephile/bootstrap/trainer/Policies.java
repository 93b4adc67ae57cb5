package io.cinephile.bootstrap.trainer;

import io.cinephile.application.Retries;
import io.cinephile.application.RunTraining;
import io.cinephile.application.SweepGenerations;
import io.cinephile.domain.gate.QualityGate;
import java.util.Map;

/**
 * What a trainer's runs go by: {@code CINEPHILE_TRAINING_TOLERANCE} of the gate, and {@code
 * CINEPHILE_SWEEP_KEEP}.
 */
final class Policies {
  private Policies() {}

  static RunTraining.Policy of(Map<String, String> environment) {
    return new RunTraining.Policy(
        new QualityGate(
            Double.parseDouble(
                environment.getOrDefault(
                    "CINEPHILE_TRAINING_TOLERANCE", "" + QualityGate.DEFAULT_TOLERANCE))),
        Integer.parseInt(
            environment.getOrDefault("CINEPHILE_SWEEP_KEEP", "" + SweepGenerations.FEWEST_KEPT)),
        Retries.DEFAULT);
  }
}
