package io.cinephile.domain.training;

import io.cinephile.domain.catalogue.MovieId;
import java.util.Map;

/**
 * The movies' side of what was learnt from all ratings but the temporal holdout. It is kept with
 * its generation, so that a later candidate can be compared with it on ratings that neither has
 * seen: viewers are folded in.
 *
 * @param parameters that it was learnt with
 * @param meanStars global mean of the ratings that it learnt from
 * @param movies what was learnt about each movie
 */
public record HoldoutModel(
    TrainingParameters parameters, double meanStars, Map<MovieId, MovieFactors> movies) {}
