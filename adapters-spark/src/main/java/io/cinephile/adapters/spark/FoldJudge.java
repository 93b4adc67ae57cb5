package io.cinephile.adapters.spark;

import io.cinephile.domain.gate.ViewerScores.Scores;
import io.cinephile.domain.rating.Ratings.Audience;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.Evaluation.RankingQuality;
import io.cinephile.domain.training.Evaluation.StarErrors;
import io.cinephile.domain.training.RankingMetrics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Judges models by the ratings that a fold holds out, as {@link Evaluation} defines it. Nothing is
 * left out as cold: an unknown movie or viewer is predicted by the baseline, and to a viewer
 * without ranking factors the most rated movies are recommended, as it is when serving.
 */
final class FoldJudge implements Releasable {
  private static final int FIRST_PAGE = 10;
  private static final int LIST = 20;

  private final String fold;
  private final JavaPairRDD<Integer, ViewerRatings> test;
  private final Broadcast<MovieTraits> traits;

  private FoldJudge(
      String fold, JavaPairRDD<Integer, ViewerRatings> test, Broadcast<MovieTraits> traits) {
    this.fold = fold;
    this.test = test;
    this.traits = traits;
  }

  /**
   * Makes ready to judge any number of models.
   *
   * @param training the fold's training part
   */
  static FoldJudge of(SparkFold fold, TrainingSet training) {
    JavaPairRDD<Integer, ViewerRatings> test =
        TrainingSet.byViewer(fold.test(), training.movieIds());
    test.persist(StorageLevel.MEMORY_AND_DISK());
    MovieTraits traits = MovieTraits.of(fold.movies(), training);
    return new FoldJudge(
        fold.name(), test, JavaSparkContext.fromSparkContext(test.context()).broadcast(traits));
  }

  /**
   * What was found out about one model. Arrays have a place for each viewer of the test part, in
   * the same order for every model.
   */
  record Judgement(Evaluation evaluation, int[] heldOut, Scores model, Scores baseline) {}

  /**
   * @param learnt from the fold's training part, or with its viewers folded in
   */
  Judgement judge(LearntFactors learnt) {
    int starRank = learnt.stars().rank();
    double mean = learnt.baseline().mean();
    Broadcast<MovieTable> table = learnt.broadcast();
    Broadcast<MovieTraits> known = traits;
    // A few numbers a viewer: all of them fit the driver, where they are summed up in one order.
    List<Verdict> verdicts =
        new ArrayList<>(
            test.leftOuterJoin(learnt.viewers())
                .values()
                .map(
                    joined -> {
                      ViewerRatings held = joined._1;
                      return new Case(
                          held, joined._2.orElse(ViewerModel.unknown(held.user(), starRank, mean)));
                    })
                .mapPartitions(
                    cases -> {
                      TopMovies top = new TopMovies(table.value(), LIST);
                      return new InBatches<>(
                          cases, batch -> judge(batch, table.value(), known.value(), top));
                    })
                .collect());
    verdicts.sort(Comparator.comparingInt(Verdict::user));
    return new Judgement(
        evaluation(learnt, verdicts),
        verdicts.stream().mapToInt(Verdict::tested).toArray(),
        scores(verdicts, Verdict::ranking, Verdict::stars),
        scores(verdicts, Verdict::popularity, Verdict::biases));
  }

  /** A viewer with what is asked about them. */
  private record Case(ViewerRatings held, ViewerModel viewer) implements Serializable {
    Set<Integer> relevant() {
      Set<Integer> relevant = new HashSet<>();
      for (int i = 0; i < held.size(); i++) {
        if (held.values()[i] >= Audience.LIKED) {
          relevant.add(held.movies()[i]);
        }
      }
      return relevant;
    }
  }

  /** How one viewer was served; without rankings where the viewer has nothing relevant. */
  private record Verdict(
      int user, int tested, Errors stars, Errors biases, Service ranking, Service popularity)
      implements Serializable {}

  /** Sums over the held-out ratings of one viewer. */
  private record Errors(double squared, double absolute) implements Serializable {
    static Errors of(Case asked, ToDoubleFunction<Integer> prediction) {
      double squared = 0;
      double absolute = 0;
      for (int i = 0; i < asked.held().size(); i++) {
        double error =
            asked.held().values()[i] - prediction.applyAsDouble(asked.held().movies()[i]);
        squared += error * error;
        absolute += Math.abs(error);
      }
      return new Errors(squared, absolute);
    }
  }

  /** One ranked list; {@code first} holds what counts as covered. */
  private record Service(
      double ndcg,
      double recall,
      double averagePrecision,
      double novelty,
      double diversity,
      int[] first)
      implements Serializable {
    static Service of(int[] ranked, Set<Integer> relevant, MovieTraits traits) {
      List<Integer> list = Arrays.stream(ranked).boxed().toList();
      int[] first = Arrays.copyOf(ranked, Math.min(FIRST_PAGE, ranked.length));
      return new Service(
          RankingMetrics.ndcg(list, relevant, FIRST_PAGE),
          RankingMetrics.recall(list, relevant, LIST),
          RankingMetrics.averagePrecision(list, relevant, LIST),
          RankingMetrics.novelty(traits.ratersOf(first), traits.viewers()),
          RankingMetrics.diversity(traits.genresOf(first)),
          first);
    }
  }

  private static List<Verdict> judge(
      List<Case> batch, MovieTable table, MovieTraits traits, TopMovies top) {
    List<TopMovies.Ranked> lists = top.of(batch.stream().map(Case::viewer).toList());
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      verdicts.add(verdict(batch.get(i), lists.get(i), table, traits, top));
    }
    return verdicts;
  }

  private static Verdict verdict(
      Case asked, TopMovies.Ranked list, MovieTable table, MovieTraits traits, TopMovies top) {
    ViewerModel viewer = asked.viewer();
    Set<Integer> relevant = asked.relevant();
    boolean ranked = !relevant.isEmpty();
    return new Verdict(
        viewer.user(),
        asked.held().size(),
        Errors.of(asked, movie -> table.predictedStars(viewer, movie)),
        Errors.of(asked, movie -> table.baselineStars(viewer, movie)),
        ranked ? Service.of(list.movies(), relevant, traits) : null,
        ranked ? Service.of(top.mostRated(viewer).movies(), relevant, traits) : null);
  }

  private static Scores scores(
      List<Verdict> verdicts, Function<Verdict, Service> list, Function<Verdict, Errors> errors) {
    return new Scores(
        verdicts.stream()
            .map(list)
            .mapToDouble(service -> service == null ? Double.NaN : service.ndcg())
            .toArray(),
        verdicts.stream().map(errors).mapToDouble(Errors::squared).toArray());
  }

  private Evaluation evaluation(LearntFactors learnt, List<Verdict> verdicts) {
    List<Verdict> ranked = verdicts.stream().filter(verdict -> verdict.ranking() != null).toList();
    long tested = verdicts.stream().mapToLong(Verdict::tested).sum();
    int movies = learnt.table().size();
    return new Evaluation(
        fold,
        learnt.training().totals().allRatings(),
        learnt.training().totals().mean(),
        tested,
        ranked.size(),
        errors(verdicts, Verdict::stars, tested),
        errors(verdicts, Verdict::biases, tested),
        quality(ranked, Verdict::ranking, movies),
        quality(ranked, Verdict::popularity, movies));
  }

  private static StarErrors errors(
      List<Verdict> verdicts, Function<Verdict, Errors> of, long tested) {
    double squared = verdicts.stream().map(of).mapToDouble(Errors::squared).sum();
    double absolute = verdicts.stream().map(of).mapToDouble(Errors::absolute).sum();
    long n = Math.max(1, tested);
    return new StarErrors(Math.sqrt(squared / n), absolute / n);
  }

  private static RankingQuality quality(
      List<Verdict> ranked, Function<Verdict, Service> of, int movies) {
    List<Service> lists = ranked.stream().map(of).toList();
    BitSet covered = new BitSet();
    lists.forEach(list -> Arrays.stream(list.first()).forEach(covered::set));
    return new RankingQuality(
        mean(lists, Service::ndcg),
        mean(lists, Service::recall),
        (double) covered.cardinality() / Math.max(1, movies),
        mean(lists, Service::averagePrecision),
        mean(lists, Service::novelty),
        mean(lists, Service::diversity));
  }

  private static double mean(List<Service> lists, ToDoubleFunction<Service> figure) {
    return lists.stream().mapToDouble(figure).average().orElse(0);
  }

  @Override
  public void giveBack() {
    traits.destroy();
    test.unpersist();
  }
}
