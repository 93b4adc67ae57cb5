package io.cinephile.domain.rating;

import io.cinephile.domain.catalogue.MovieId;

/**
 * That a viewer changed something about a movie.
 *
 * @param number grows with each change, whoever makes it; two changes have no number in common
 */
public record NumberedChange(long number, Pseudonym viewer, MovieId movie) {
  /** Whether both are of the same viewer and about the same movie. */
  public boolean isOfSamePair(NumberedChange other) {
    return viewer.equals(other.viewer) && movie.equals(other.movie);
  }
}
