package io.cinephile.adapters.spark;

import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** Both models, with the ratings that they were learnt from; gives back all when it is closed. */
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
  public void close() {
    broadcast.destroy();
    ranking.close();
    stars.close();
    training.close();
  }
}
