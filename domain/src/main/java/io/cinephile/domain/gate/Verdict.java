package io.cinephile.domain.gate;

import io.cinephile.domain.recommendation.GenerationId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the gate says of a candidate.
 *
 * @param passed whether it may be served
 * @param serving the generation that it was compared with, if it was
 * @param comparisons all that were made
 * @param remarks why others were not made, or why the outcome is another than the comparisons say
 */
public record Verdict(
    boolean passed,
    Optional<GenerationId> serving,
    List<Comparison> comparisons,
    List<String> remarks) {

  public Verdict {
    comparisons = List.copyOf(comparisons);
    remarks = List.copyOf(remarks);
  }

  /** The comparisons that speak against the candidate, in sentences, and the remarks. */
  public List<String> reasons() {
    return Stream.concat(
            comparisons.stream()
                .filter(comparison -> !comparison.acceptable())
                .map(Comparison::sentence),
            remarks.stream())
        .toList();
  }
}
