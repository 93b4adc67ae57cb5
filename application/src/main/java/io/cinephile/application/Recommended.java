package io.cinephile.application;

import io.cinephile.domain.privacy.Refusal;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.List;
import java.util.Optional;

/**
 * What somebody is recommended.
 *
 * @param generation that says so
 * @param revision tells apart the answers of one generation to one question; empty for the answer
 *     that the generation was published with
 * @param stale whether the store did not answer, and this is what was known before, or is popular
 * @param notPersonalised why nothing that is known of the viewer was used; empty where it may be
 * @param suggestions best first
 */
public record Recommended(
    GenerationId generation,
    String revision,
    boolean stale,
    Optional<Refusal> notPersonalised,
    List<Suggestion> suggestions) {

  /** Where nobody has refused anything. */
  Recommended(
      GenerationId generation, String revision, boolean stale, List<Suggestion> suggestions) {
    this(generation, revision, stale, Optional.empty(), suggestions);
  }
}
