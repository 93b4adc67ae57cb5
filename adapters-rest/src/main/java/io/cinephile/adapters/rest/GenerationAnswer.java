package io.cinephile.adapters.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cinephile.domain.recommendation.GenerationId;

/**
 * An answer that is settled by the address, the generation and the revision alone, and so can be
 * tagged.
 */
interface GenerationAnswer {
  /** Where the answer comes from. */
  GenerationId generation();

  /** Tells apart what the same generation answers over time; empty where that cannot change. */
  @JsonIgnore
  default String revision() {
    return "";
  }

  /** Whether it is a makeshift that nobody should keep. */
  @JsonIgnore
  default boolean makeshift() {
    return false;
  }
}
