package io.cinephile.domain.training;

import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.Recommendation;
import java.util.List;

/**
 * What training learnt about a viewer.
 *
 * @param ranking the vector in the ranking model; empty where nothing was learnt, and the most
 *     rated movies are recommended
 * @param stars the vector in the star model; see {@link MovieFactors#stars}
 * @param rated numbers of the movies that the viewer rated, ascending
 * @param recommendations best first, without what the viewer rated
 */
public record LearntViewer(
    Pseudonym viewer,
    float[] ranking,
    float[] stars,
    int[] rated,
    List<Recommendation> recommendations) {}
