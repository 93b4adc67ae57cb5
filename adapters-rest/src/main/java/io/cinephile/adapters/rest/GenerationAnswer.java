package io.cinephile.adapters.rest;

import io.cinephile.domain.recommendation.GenerationId;

/** An answer that is settled by the address and the generation alone, and so can be tagged. */
interface GenerationAnswer {
  /** Where the answer comes from. */
  GenerationId generation();
}
