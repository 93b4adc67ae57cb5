package io.cinephile.adapters.spark;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.training.MovieFactors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Both models on the viewers and the catalogue of a training set, which stays the caller's; all
 * else is given back when it is closed.
 */
final class LearntFactors implements Releasable {
  private final TrainingSet training;
  private final Baseline baseline;
  private final Factors stars;
  private final Factors ranking;
  private final MovieTable table;
  private final Broadcast<MovieTable> broadcast;

  LearntFactors(
      SparkSession spark, TrainingSet training, Baseline baseline, Factors stars, Factors ranking) {
    this.training = training;
    this.baseline = baseline;
    this.stars = stars;
    this.ranking = ranking;
    this.table = new MovieTable(training.movieIds(), training.totals(), baseline, stars, ranking);
    this.broadcast = JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(table);
  }

  TrainingSet training() {
    return training;
  }

  Baseline baseline() {
    return baseline;
  }

  Factors stars() {
    return stars;
  }

  Factors ranking() {
    return ranking;
  }

  MovieTable table() {
    return table;
  }

  Broadcast<MovieTable> broadcast() {
    return broadcast;
  }

  /** The movies' side of both models, of every movie that was rated, in the catalogue's order. */
  Stream<MovieFactors> movies() {
    return IntStream.range(0, table.size())
        .filter(movie -> training.totals().ratings()[movie] > 0)
        .mapToObj(
            movie ->
                new MovieFactors(
                    new MovieId(table.id(movie)),
                    ranking.movies()[movie],
                    table.starVector(movie)));
  }

  /** Every viewer of the training set, whether or not anything was learnt. */
  JavaPairRDD<Integer, ViewerModel> viewers() {
    Baseline expected = baseline;
    int starRank = stars.rank();
    return training
        .viewers()
        .leftOuterJoin(ranking.viewers())
        .leftOuterJoin(stars.viewers())
        .mapValues(
            joined -> {
              ViewerRatings ratings = joined._1._1;
              return new ViewerModel(
                  ratings.user(),
                  ratings.movies(),
                  joined._1._2.orElse(new float[0]),
                  ViewerModel.starVector(
                      joined._2.orElse(new float[starRank]),
                      expected.mean() + expected.viewerOffset(ratings)));
            });
  }

  @Override
  public void giveBack() {
    broadcast.destroy();
    ranking.close();
    stars.close();
  }
}
