package io.cinephile.domain.gate;

import io.cinephile.domain.recommendation.GenerationId;
import java.util.List;
import java.util.Optional;

/** Stands in for the gate that is being written. */
public final class QualityGate {
  public QualityGate(double tolerance) {}

  public Verdict judge(
      ViewerScores scores, Optional<GenerationId> serving, List<String> remarks, long seed) {
    return new Verdict(true, serving, List.of(), remarks);
  }
}
