package io.cinephile.domain.rating;

import io.cinephile.domain.catalogue.MovieId;
import java.time.Instant;

/** A viewer's verdict as the data set tells it, before the id became a pseudonym. Never stored. */
public record SourceRating(UserId user, MovieId movie, Stars stars, Instant time) {
  /** The same under the pseudonym. */
  public Rating pseudonymised(Pseudonymiser pseudonymiser) {
    return new Rating(pseudonymiser.of(user), movie, stars, time);
  }
}
