package io.cinephile.domain.recommendation;

import io.cinephile.domain.catalogue.MovieId;

/**
 * A movie that a viewer has not rated and may want to watch.
 *
 * @param movie which one
 * @param score of the ranking model; only its order means something, within one viewer's list
 * @param predictedStars what the star model expects of this viewer, from 0.5 to 5
 */
public record Recommendation(MovieId movie, double score, double predictedStars) {}
