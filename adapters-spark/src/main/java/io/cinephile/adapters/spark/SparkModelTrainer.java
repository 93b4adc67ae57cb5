package io.cinephile.adapters.spark;

import io.cinephile.adapters.spark.FoldJudge.Judgement;
import io.cinephile.adapters.spark.MllibAls.Settings;
import io.cinephile.adapters.spark.WatchedWork.Part;
import io.cinephile.domain.dataset.DatasetSnapshot;
import io.cinephile.domain.dataset.Fold;
import io.cinephile.domain.gate.ViewerScores;
import io.cinephile.domain.training.Contest;
import io.cinephile.domain.training.HoldoutModel;
import io.cinephile.domain.training.ModelTrainer;
import io.cinephile.domain.training.MovieFactors;
import io.cinephile.domain.training.RankingSignal;
import io.cinephile.domain.training.TrainedModel;
import io.cinephile.domain.training.TrainingListener;
import io.cinephile.domain.training.TrainingParameters;
import io.cinephile.domain.training.TrainingParameters.RankingModel;
import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
    TrainingSet training = counted(own.taughtRatings(), own.keptMovies(), work, 1);
    return closingOnFailure(
        training,
        () ->
            new SparkTrainedModel(
                learn(training, parameters, work, 1), own.viewers(), parameters.recommendations()));
  }

  @Override
  public Contest contest(
      Fold fold,
      TrainingParameters parameters,
      Optional<HoldoutModel> serving,
      TrainingListener listener) {
    if (!(fold instanceof SparkFold own)) {
      throw new IllegalArgumentException("The fold is of another source than Spark's.");
    }
    WatchedWork work = new WatchedWork(spark.sparkContext(), listener);
    try (TrainingSet training = counted(own.training(), own.movies(), work, JUDGED);
        LearntFactors candidate = learn(training, parameters, work, JUDGED)) {
      Part judging = new Part("judging", JUDGED, 1, serving.isPresent() ? 20 : 10);
      return work.run(judging, () -> judged(own, candidate, parameters, serving));
    }
  }

  private Contest judged(
      SparkFold fold,
      LearntFactors candidate,
      TrainingParameters parameters,
      Optional<HoldoutModel> serving) {
    try (FoldJudge judge = FoldJudge.of(fold, candidate.training())) {
      Judgement of = judge.judge(candidate);
      Optional<Judgement> ofServing =
          serving.map(model -> judged(judge, model, candidate.training()));
      return new Contest(
          of.evaluation(),
          ofServing.map(Judgement::evaluation),
          new ViewerScores(
              of.heldOut(), of.model(), of.baseline(), ofServing.map(Judgement::model)),
          new HoldoutModel(
              parameters,
              candidate.baseline().mean(),
              candidate.movies().collect(Collectors.toMap(MovieFactors::movie, movie -> movie))));
    }
  }

  private Judgement judged(FoldJudge judge, HoldoutModel serving, TrainingSet training) {
    try (LearntFactors folded = ServingFactors.of(spark, serving, training)) {
      return judge.judge(folded);
    }
  }

  /**
   * @param share of the whole work that the learning is
   */
  private static TrainingSet counted(
      Dataset<Row> ratings, Dataset<Row> movies, WatchedWork work, double share) {
    return work.run(
        new Part("counting ratings", 0, COUNTED * share, 5), () -> TrainingSet.of(ratings, movies));
  }

  /**
   * @param share of the whole work that the learning is
   */
  private LearntFactors learn(
      TrainingSet training, TrainingParameters parameters, WatchedWork work, double share) {
    MllibAls als = new MllibAls(spark, blocks);
    int movies = training.movieIds().length;
    Baseline baseline = Baseline.learn(training.totals(), parameters.stars());
    Settings starSettings = settings(parameters.stars(), parameters.seed());
    Factors stars =
        work.run(
            fit("stars", starSettings, COUNTED * share, HALF * share),
            () -> als.fit(training.viewers().mapValues(baseline::residuals), movies, starSettings));
    Settings rankingSettings = settings(parameters.ranking(), parameters.seed());
    return closingOnFailure(
        stars,
        () -> {
          Factors ranking =
              work.run(
                  fit("ranking", rankingSettings, HALF * share, share),
                  () ->
                      als.fit(
                          training.viewers().mapValues(ViewerRatings::rankingSignals),
                          movies,
                          rankingSettings));
          return closingOnFailure(
              ranking,
              () ->
                  WatchedWork.untold(
                      spark.sparkContext(),
                      () -> new LearntFactors(spark, training, baseline, stars, ranking)));
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

  private static Part fit(String what, Settings settings, double from, double to) {
    return new Part(
        stages ->
            "learning the %s, iteration %d of %d"
                .formatted(what, settings.iteration(stages), settings.iterations()),
        from,
        to,
        settings.stages());
  }

  private static Settings settings(StarModel model, long seed) {
    return new Settings(
        model.rank(), model.iterations(), model.regularisation(), OptionalDouble.empty(), seed);
  }

  private static Settings settings(RankingModel model, long seed) {
    return new Settings(
        model.rank(),
        model.iterations(),
        model.regularisation(),
        OptionalDouble.of(model.alpha()),
        seed);
  }
}
