package io.cinephile.domain.rating;

import io.cinephile.domain.catalogue.MovieId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a viewer said of a movie while Cinephile was serving.
 *
 * @param stars empty where the viewer took a rating back, be it a live or an imported one
 */
public record RatingChange(Pseudonym viewer, MovieId movie, Optional<Stars> stars, Instant time) {
  /** In the order of time, backwards; of what was changed at one moment, by movie and viewer. */
  public static final Comparator<RatingChange> NEWEST_FIRST =
      Comparator.comparing(RatingChange::time)
          .reversed()
          .thenComparing(RatingChange::movie)
          .thenComparing(RatingChange::viewer);
}
