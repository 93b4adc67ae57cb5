package io.cinephile.domain.privacy;

/** What ratings are used for; each may be allowed or refused by itself. */
public enum Purpose {
  /** The viewer's own recommendations; without it the viewer gets popular movies. */
  PERSONALISATION,
  /** Learning the models, and voting in the audience of a movie. */
  TRAINING,
  /** Counts and means over all viewers: how often and how a movie is rated, what is trending. */
  STATISTICS
}
