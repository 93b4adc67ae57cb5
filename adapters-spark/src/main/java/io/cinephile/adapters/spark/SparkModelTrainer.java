package io.cinephile.adapters.spark;

import io.cinephile.adapters.spark.WatchedWork.Part;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.ModelTrainer;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Trains with Spark: stars by explicit ALS on what the {@link Baseline} leaves over, ranking by
 * implicit ALS on the {@link RankingSignal}. The same on the same number of cores each time.
 */
public final class SparkModelTrainer implements ModelTrainer {
  /** Shares of the learning in the progress that is told. */
  private static final double COUNTED = 0.05;

  private static final double HALF = 0.5;
  private static final double JUDGED = 0.9;

  private final SparkSession spark;
  private final int blocks;

  /**
   * @param spark with {@code spark.checkpoint.dir}; stays the caller's, who closes it
   */
  public SparkModelTrainer(SparkSession spark) {
    this(spark, spark.sparkContext().defaultParallelism());
  }

  SparkModelTrainer(SparkSession spark, int blocks) {
    this.spark = spark;
    this.blocks = blocks;
  }

  @Override
  public TrainedModel train(
      DatasetSnapshot snapshot, TrainingParameters parameters, TrainingListener listener) {
    SparkSnapshot own = SparkRatingSource.own(snapshot);
    WatchedWork work = new WatchedWork(spark.sparkContext(), listener);
    LearntFactors learnt = learn(own.keptRatings(), own.keptMovies(), parameters, work, 1);
    return new SparkTrainedModel(learnt, parameters.recommendations());
  }

  @Override
  public Evaluation evaluate(Fold fold, TrainingParameters parameters, TrainingListener listener) {
    if (!(fold instanceof SparkFold own)) {
      throw new IllegalArgumentException("The fold is of another source than Spark's.");
    }
    WatchedWork work = new WatchedWork(spark.sparkContext(), listener);
    try (LearntFactors learnt = learn(own.training(), own.movies(), parameters, work, JUDGED)) {
      JavaPairRDD<Integer, ViewerRatings> test =
          TrainingSet.byViewer(own.test(), learnt.training().movieIds());
      return work.run(
          new Part("judging", JUDGED, 1, 10), () -> new FoldJudge(learnt).judge(fold.name(), test));
    }
  }

  /**
   * @param share of the whole work that the learning is
   */
  private LearntFactors learn(
      Dataset<Row> ratings,
      Dataset<Row> movies,
      TrainingParameters parameters,
      WatchedWork work,
      double share) {
    Part counting = new Part("counting ratings", 0, COUNTED * share, 5);
    TrainingSet training = work.run(counting, () -> TrainingSet.of(ratings, movies));
    return closingOnFailure(training, () -> learn(training, parameters, work, share));
  }

  private LearntFactors learn(
      TrainingSet training, TrainingParameters parameters, WatchedWork work, double share) {
    MllibAls als = new MllibAls(spark, blocks);
    Baseline baseline = Baseline.learn(training.totals(), parameters.stars());
    Factors stars =
        work.run(
            fit("stars", COUNTED * share, HALF * share, parameters.stars().iterations()),
            () -> stars(als, training, baseline, parameters.stars(), parameters.seed()));
    return closingOnFailure(
        stars,
        () -> {
          Factors ranking =
              work.run(
                  fit("ranking", HALF * share, share, parameters.ranking().iterations()),
                  () -> ranking(als, training, parameters.ranking(), parameters.seed()));
          return new LearntFactors(spark, training, baseline, stars, ranking);
        });
  }

  /** What was built so far is given back when what builds on it fails. */
  private static <T> T closingOnFailure(Releasable held, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      held.close();
      throw e;
    }
  }

  private static Part fit(String what, double from, double to, int iterations) {
    return new Part(
        stages ->
            "learning the %s, iteration %d of %d"
                .formatted(what, MllibAls.iteration(stages, iterations), iterations),
        from,
        to,
        MllibAls.stages(iterations));
  }

  private static Factors stars(
      MllibAls als, TrainingSet training, Baseline baseline, StarModel parameters, long seed) {
    return als.fit(
        training.viewers().mapValues(baseline::residuals),
        training.movieIds().length,
        new MllibAls.Settings(
            parameters.rank(),
            parameters.iterations(),
            parameters.regularisation(),
            OptionalDouble.empty(),
            seed));
  }

  private static Factors ranking(
      MllibAls als, TrainingSet training, RankingModel parameters, long seed) {
    return als.fit(
        training.viewers().mapValues(RankingSignal::of),
        training.movieIds().length,
        new MllibAls.Settings(
            parameters.rank(),
            parameters.iterations(),
            parameters.regularisation(),
            OptionalDouble.of(parameters.alpha()),
            seed));
  }
}
