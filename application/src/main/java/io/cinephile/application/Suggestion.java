package io.cinephile.application;

import io.cinephile.domain.catalogue.CatalogueEntry;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A movie in an answer.
 *
 * @param score comparable only among suggestions of the same source in the same answer
 * @param supporters how many members of the audience it is recommended to; 0 where no audience was
 *     asked
 * @param predictedStars what the viewers in question are expected to give; empty where unknown
 * @param source how it came into the answer
 * @param reasons what carries it, the strongest first; empty where none were asked for, or none are
 *     known
 */
public record Suggestion(
    CatalogueEntry entry,
    double score,
    int supporters,
    OptionalDouble predictedStars,
    Source source,
    List<Reason> reasons) {

  /** How a movie came into an answer. */
  public enum Source {
    /** Voted for by the audience of the movie that was asked for. */
    AUDIENCE,
    /** Recommended to the viewer by the trained model. */
    ALS,
    /** Recommended by the trained model to somebody who was folded in at request time. */
    FOLD_IN,
    /** Agreed on by a group. */
    GROUP,
    /** Near the movies that were asked for, by its factors. */
    SIMILAR,
    /** Among the most rated. */
    POPULAR
  }

  /**
   * A movie of the viewer's own that carries a suggestion.
   *
   * @param stars that the viewer gave it
   * @param share of the score; the shares of all that the viewer rated sum up to the score
   * @param sharedGenres of both movies
   */
  public record Reason(
      CatalogueEntry entry, double stars, double share, List<String> sharedGenres) {}
}
