package io.cinephile.adapters.spark;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.training.FoldIn;
import io.cinephile.domain.training.HoldoutModel;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * A model that was learnt earlier, on the viewers and the catalogue of another training set: its
 * movies keep what was learnt of them, viewers are folded in. What it does not know of a movie is
 * what a model does not know that had no ratings of it: no vectors, and the offset 0.
 */
final class ServingFactors {
  private ServingFactors() {}

  /**
   * @param training stays the caller's
   */
  static LearntFactors of(SparkSession spark, HoldoutModel model, TrainingSet training) {
    StarModel stars = model.parameters().stars();
    float[][] starVectors = byPlace(model, training.movieIds(), MovieFactors::stars);
    Baseline baseline =
        new Baseline(
            model.meanStars(),
            Arrays.stream(starVectors)
                .mapToDouble(vector -> vector.length == 0 ? 0 : vector[stars.rank()])
                .toArray(),
            stars.viewerDamping());
    Factors foldedStars =
        foldedIn(
            spark,
            stars.rank(),
            Arrays.stream(starVectors)
                .map(vector -> Arrays.copyOf(vector, Math.min(vector.length, stars.rank())))
                .toArray(float[][]::new),
            FoldIn.explicit(stars.rank(), stars.regularisation()),
            training.viewers().mapValues(baseline::residuals));
    Factors foldedRanking =
        foldedIn(
            spark,
            model.parameters().ranking().rank(),
            byPlace(model, training.movieIds(), MovieFactors::ranking),
            ranking(model),
            training.viewers().mapValues(ViewerRatings::rankingSignals));
    return new LearntFactors(spark, training, baseline, foldedStars, foldedRanking);
  }

  /** All movies of the model count, also those that have left the catalogue. */
  private static FoldIn ranking(HoldoutModel model) {
    RankingModel ranking = model.parameters().ranking();
    List<float[]> vectors =
        model.movies().values().stream()
            .map(MovieFactors::ranking)
            .filter(vector -> vector.length > 0)
            .toList();
    return FoldIn.implicit(ranking.rank(), ranking.regularisation(), ranking.alpha(), vectors);
  }

  private static float[][] byPlace(
      HoldoutModel model, int[] movieIds, Function<MovieFactors, float[]> vector) {
    MovieFactors unknown = new MovieFactors(new MovieId(1), new float[0], new float[0]);
    return IntStream.of(movieIds)
        .mapToObj(id -> vector.apply(model.movies().getOrDefault(new MovieId(id), unknown)))
        .toArray(float[][]::new);
  }

  private static Factors foldedIn(
      SparkSession spark,
      int rank,
      float[][] movies,
      FoldIn foldIn,
      JavaPairRDD<Integer, ViewerRatings> observations) {
    Broadcast<float[][]> vectors =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(movies);
    JavaPairRDD<Integer, float[]> viewers =
        observations
            .mapValues(viewer -> vector(viewer, vectors.value(), foldIn))
            .filter(viewer -> viewer._2.length > 0);
    return new Factors(rank, movies, viewers, vectors::destroy);
  }

  /** Empty where none of the viewer's movies has a vector. */
  private static float[] vector(ViewerRatings viewer, float[][] movies, FoldIn foldIn) {
    int[] known =
        IntStream.range(0, viewer.size())
            .filter(i -> movies[viewer.movies()[i]].length > 0)
            .toArray();
    if (known.length == 0) {
      return new float[0];
    }
    List<float[]> vectors = new ArrayList<>();
    float[] values = new float[known.length];
    for (int i = 0; i < known.length; i++) {
      vectors.add(movies[viewer.movies()[known[i]]]);
      values[i] = viewer.values()[known[i]];
    }
    return foldIn.vector(vectors, values);
  }
}
