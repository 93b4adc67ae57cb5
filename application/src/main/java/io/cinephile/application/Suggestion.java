package io.cinephile.application;

import io.cinephile.domain.catalogue.CatalogueEntry;
import java.util.OptionalDouble;

/**
 * A movie in an answer.
 *
 * @param score comparable only among suggestions of the same source in the same answer
 * @param supporters how many members of the audience it is recommended to; 0 where no audience was
 *     asked
 * @param predictedStars what the viewers in question are expected to give; empty where unknown
 * @param source how it came into the answer
 */
public record Suggestion(
    CatalogueEntry entry,
    double score,
    int supporters,
    OptionalDouble predictedStars,
    Source source) {

  /** How a movie came into an answer. */
  public enum Source {
    /** Voted for by the audience of the movie that was asked for. */
    AUDIENCE,
    /** Recommended to the viewer by the trained model. */
    ALS,
    /** Near the movie that was asked for, by its factors. */
    SIMILAR,
    /** Among the most rated. */
    POPULAR
  }
}
