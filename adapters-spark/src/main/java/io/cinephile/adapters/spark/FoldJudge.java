package io.cinephile.adapters.spark;

import io.cinephile.domain.rating.Ratings.Audience;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.Evaluation.RankingQuality;
import io.cinephile.domain.training.Evaluation.StarErrors;
import io.cinephile.domain.training.RankingMetrics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * Judges what was learnt by ratings that were held out, as {@link Evaluation} defines it. Nothing
 * is left out as cold: an unknown movie or viewer is predicted by the baseline, and to a viewer
 * without ranking factors the most rated movies are recommended, as it is when serving.
 */
record FoldJudge(LearntFactors learnt) {
  private static final int NDCG_CUTOFF = 10;
  private static final int RECALL_CUTOFF = 20;
  private static final int COVERAGE_CUTOFF = 10;

  /**
   * @param test held-out ratings, by viewer
   */
  Evaluation judge(String fold, JavaPairRDD<Integer, ViewerRatings> test) {
    int starRank = learnt.stars().rank();
    double mean = learnt.baseline().mean();
    Broadcast<MovieTable> table = learnt.broadcast();
    // A few numbers a viewer: all of them fit the driver, where they are summed up in one order.
    List<Verdict> verdicts =
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
                  TopMovies top = new TopMovies(table.value(), RECALL_CUTOFF);
                  return new InBatches<>(cases, batch -> judge(batch, table.value(), top));
                })
            .collect();
    return evaluation(fold, verdicts);
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
      int tested, Errors stars, Errors biases, Service ranking, Service popularity)
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
  private record Service(double ndcg, double recall, int[] first) implements Serializable {
    static Service of(int[] ranked, Set<Integer> relevant) {
      List<Integer> list = Arrays.stream(ranked).boxed().toList();
      return new Service(
          RankingMetrics.ndcg(list, relevant, NDCG_CUTOFF),
          RankingMetrics.recall(list, relevant, RECALL_CUTOFF),
          Arrays.copyOf(ranked, Math.min(COVERAGE_CUTOFF, ranked.length)));
    }
  }

  private static List<Verdict> judge(List<Case> batch, MovieTable table, TopMovies top) {
    List<TopMovies.Ranked> lists = top.of(batch.stream().map(Case::viewer).toList());
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      verdicts.add(verdict(batch.get(i), lists.get(i), table, top));
    }
    return verdicts;
  }

  private static Verdict verdict(
      Case asked, TopMovies.Ranked list, MovieTable table, TopMovies top) {
    ViewerModel viewer = asked.viewer();
    Set<Integer> relevant = asked.relevant();
    boolean ranked = !relevant.isEmpty();
    return new Verdict(
        asked.held().size(),
        Errors.of(asked, movie -> table.predictedStars(viewer, movie)),
        Errors.of(asked, movie -> table.baselineStars(viewer, movie)),
        ranked ? Service.of(list.movies(), relevant) : null,
        ranked ? Service.of(top.mostRated(viewer).movies(), relevant) : null);
  }

  private Evaluation evaluation(String fold, List<Verdict> verdicts) {
    List<Verdict> ranked = verdicts.stream().filter(verdict -> verdict.ranking() != null).toList();
    long tested = verdicts.stream().mapToLong(Verdict::tested).sum();
    return new Evaluation(
        fold,
        learnt.training().totals().allRatings(),
        tested,
        ranked.size(),
        errors(verdicts, Verdict::stars, tested),
        errors(verdicts, Verdict::biases, tested),
        quality(ranked, Verdict::ranking),
        quality(ranked, Verdict::popularity));
  }

  private static StarErrors errors(
      List<Verdict> verdicts, Function<Verdict, Errors> of, long tested) {
    double squared = verdicts.stream().map(of).mapToDouble(Errors::squared).sum();
    double absolute = verdicts.stream().map(of).mapToDouble(Errors::absolute).sum();
    long n = Math.max(1, tested);
    return new StarErrors(Math.sqrt(squared / n), absolute / n);
  }

  private RankingQuality quality(List<Verdict> ranked, Function<Verdict, Service> of) {
    BitSet covered = new BitSet();
    ranked.stream().map(of).forEach(list -> Arrays.stream(list.first()).forEach(covered::set));
    return new RankingQuality(
        ranked.stream().map(of).mapToDouble(Service::ndcg).average().orElse(0),
        ranked.stream().map(of).mapToDouble(Service::recall).average().orElse(0),
        (double) covered.cardinality() / Math.max(1, learnt.table().size()));
  }
}
