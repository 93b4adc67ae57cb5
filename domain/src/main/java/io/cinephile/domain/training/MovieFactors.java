package io.cinephile.domain.training;

import io.cinephile.domain.catalogue.MovieId;

/**
 * What training learnt about a movie.
 *
 * @param ranking its vector in the ranking model: the inner product with a viewer's is the score;
 *     empty where the ranking was taught nothing about it
 * @param stars its vector in the star model, followed by its offset and by 1: the inner product
 *     with a viewer's vector, followed by 1 and by the global mean plus the viewer's offset, is the
 *     predicted number of stars. Two components longer than the rank
 */
public record MovieFactors(MovieId movie, float[] ranking, float[] stars) {}
