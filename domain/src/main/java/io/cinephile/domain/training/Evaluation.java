package io.cinephile.domain.training;

/**
 * How a model did on a fold, beside what costs nothing. Every held-out rating is predicted and
 * every ranking is over the full catalogue without what the viewer rated in the training part.
 *
 * @param fold its name
 * @param trainingRatings how many the model learnt from
 * @param meanStars their global mean
 * @param testRatings how many were held out and predicted
 * @param rankedViewers how many viewers have a held-out movie with 4 stars or more
 * @param stars errors of the star model
 * @param biases errors of global mean plus offsets alone
 * @param ranking quality of the ranking model
 * @param popularity quality of ordering by the number of ratings
 */
public record Evaluation(
    String fold,
    long trainingRatings,
    double meanStars,
    long testRatings,
    long rankedViewers,
    StarErrors stars,
    StarErrors biases,
    RankingQuality ranking,
    RankingQuality popularity) {

  /**
   * How far predicted stars are from given ones.
   *
   * @param rmse root of the mean squared error, in stars
   * @param mae mean absolute error, in stars
   */
  public record StarErrors(double rmse, double mae) {}

  /**
   * Means over the ranked viewers; relevant is a held-out movie with 4 stars or more.
   *
   * @param ndcgAt10 normalised discounted cumulative gain with binary gain (Järvelin and
   *     Kekäläinen, 2002), ideal cut at 10
   * @param recallAt20 relevant movies among the first 20, over all relevant ones
   * @param coverageAt10 different movies in all first tens, over all movies of the catalogue
   * @param mapAt20 mean average precision: precision at the place of each relevant movie among the
   *     first 20, summed up, over the smaller of 20 and all relevant ones
   * @param noveltyAt10 mean self-information of the first ten, in bits: {@code -log2} of the share
   *     of training viewers who rated the movie (Vargas and Castells, "Rank and relevance in
   *     novelty and diversity metrics", 2011); a movie that nobody rated counts as rated by one
   * @param diversityAt10 mean distance of two of the first ten: 1 less the Jaccard similarity of
   *     their genres; two movies without genres are alike. From 0 to 1
   */
  public record RankingQuality(
      double ndcgAt10,
      double recallAt20,
      double coverageAt10,
      double mapAt20,
      double noveltyAt10,
      double diversityAt10) {}
}
