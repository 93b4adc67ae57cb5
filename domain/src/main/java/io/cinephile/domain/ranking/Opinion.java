package io.cinephile.domain.ranking;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Ratings.Audience;
import io.cinephile.domain.rating.Stars;

/** What somebody thinks of a movie. */
public record Opinion(MovieId movie, Stars stars) {
  /** What it means that somebody says no more than to have liked a movie. */
  public static final Stars LIKED = new Stars(Audience.LIKED + 0.5);

  /** Whether it speaks for the movie. */
  public boolean isLiking() {
    return stars.value() >= Audience.LIKED;
  }
}
