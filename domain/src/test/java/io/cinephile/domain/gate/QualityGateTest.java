package io.cinephile.domain.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.gate.Comparison.Measure;
import io.cinephile.domain.gate.Comparison.Reference;
import io.cinephile.domain.gate.ViewerScores.Scores;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QualityGateTest {
  private static final GenerationId SERVED = new GenerationId("20261122-161500-3f9a");
  private static final double EXACT = 1e-12;
  private static final int VIEWERS = 400;

  private final QualityGate gate = new QualityGate(0.02);

  /** 400 viewers whom some model serves well, and what costs nothing worse. */
  private final int[] heldOut = new Random(1).ints(VIEWERS, 1, 20).toArray();

  private final Scores good = some(2, 0.5, 0.7);
  private final Scores baseline = some(3, 0.3, 0.9);

  @Test
  void what_equals_the_serving_generation_passes() {
    Verdict verdict = judged(good, good);

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.serving()).contains(SERVED);
    assertThat(verdict.reasons()).isEmpty();
    assertThat(of(verdict, Measure.NDCG_AT_10, Reference.SERVING))
        .satisfies(
            equal -> {
              assertThat(equal.gain()).isZero();
              assertThat(equal.gainLow()).isZero();
              assertThat(equal.gainHigh()).isZero();
            });
  }

  @Test
  void what_serves_its_viewers_worse_is_refused_and_the_reasons_say_by_which_measure() {
    Scores disordered = new Scores(map(good.ndcgAt10(), ndcg -> 0.9 * ndcg), good.squaredErrors());
    Verdict verdict = judged(disordered, good);

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.reasons())
        .singleElement()
        .asString()
        .startsWith("NDCG@10 ")
        .contains("of the serving generation: worse by");

    Scores imprecise =
        new Scores(good.ndcgAt10(), map(good.squaredErrors(), squared -> 1.1 * squared));
    assertThat(judged(imprecise, good).reasons()).singleElement().asString().startsWith("RMSE ");
  }

  @Test
  void what_is_better_passes() {
    Scores better =
        new Scores(
            map(good.ndcgAt10(), ndcg -> 1.1 * ndcg),
            map(good.squaredErrors(), squared -> 0.9 * squared));
    assertThat(judged(better, good).passed()).isTrue();
  }

  @Test
  void what_is_worse_by_no_more_than_the_tolerance_passes_however_certain_that_is() {
    Scores hardlyWorse = new Scores(map(good.ndcgAt10(), x -> 0.99 * x), good.squaredErrors());
    Verdict verdict = judged(hardlyWorse, good);

    assertThat(verdict.passed()).isTrue();
    assertThat(of(verdict, Measure.NDCG_AT_10, Reference.SERVING).gainHigh()).isNegative();
    assertThat(
            new QualityGate(0)
                .judge(scores(hardlyWorse, good), Optional.of(SERVED), List.of(), 7)
                .passed())
        .isFalse();
  }

  @Test
  void of_the_error_in_stars_a_quarter_of_the_tolerance_is_tolerated() {
    // The root of 1.006 is 1.003, that of 1.02 is 1.01: the bound lies at 1.005.
    Scores within = new Scores(good.ndcgAt10(), map(good.squaredErrors(), x -> 1.006 * x));
    Scores beyond = new Scores(good.ndcgAt10(), map(good.squaredErrors(), x -> 1.02 * x));

    assertThat(judged(within, good).passed()).isTrue();
    assertThat(judged(beyond, good).reasons()).singleElement().asString().startsWith("RMSE ");
  }

  @Test
  void what_is_not_proven_better_than_what_costs_nothing_is_refused() {
    Scores popular = new Scores(baseline.ndcgAt10(), good.squaredErrors());
    Verdict verdict = judged(popular);

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.reasons())
        .singleElement()
        .asString()
        .startsWith("NDCG@10 ")
        .contains("of popularity: better by 0.0000, which may be chance");

    Scores offsets = new Scores(good.ndcgAt10(), baseline.squaredErrors());
    assertThat(judged(offsets).reasons())
        .singleElement()
        .asString()
        .startsWith("RMSE ")
        .contains("of mean and offsets");
  }

  @Test
  void where_nothing_is_served_the_baselines_alone_decide() {
    Verdict verdict =
        gate.judge(scores(good), Optional.empty(), List.of("Nothing is served yet."), 7);

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.serving()).isEmpty();
    assertThat(verdict.comparisons())
        .extracting(Comparison::reference)
        .containsExactly(Reference.POPULARITY, Reference.BIASES);
    assertThat(verdict.remarks()).containsExactly("Nothing is served yet.");
  }

  @Test
  void a_generation_whose_scores_are_missing_was_not_compared_with() {
    assertThat(gate.judge(scores(good), Optional.of(SERVED), List.of(), 7).serving()).isEmpty();
  }

  @Test
  void noise_seldom_refuses_even_where_nothing_is_tolerated() {
    QualityGate strict = new QualityGate(0);
    long refused =
        LongStream.range(0, 200)
            .filter(
                seed -> {
                  Scores candidate = noisy(good, 2 * seed);
                  Scores serving = noisy(good, 2 * seed + 1);
                  return !strict
                      .judge(scores(candidate, serving), Optional.of(SERVED), List.of(), seed)
                      .passed();
                })
            .count();
    // Either measure is below the interval in 2.5 of 100.
    assertThat(refused).isBetween(1L, 20L);
  }

  @Test
  void a_small_difference_is_seen_because_the_same_viewers_are_compared() {
    Scores hardlyWorse = new Scores(map(good.ndcgAt10(), x -> x - 0.001), good.squaredErrors());
    Comparison paired = of(judged(hardlyWorse, good), Measure.NDCG_AT_10, Reference.SERVING);

    // Means over two draws of 400 viewers differ by twelve times as much.
    double ofTwoDraws = standardDeviation(good.ndcgAt10()) * Math.sqrt(2.0 / VIEWERS);
    assertThat(ofTwoDraws).isGreaterThan(0.012);
    assertThat(paired.gainLow()).isCloseTo(-0.001, within(EXACT));
    assertThat(paired.gainHigh()).isCloseTo(-0.001, within(EXACT));
  }

  @Test
  void figures_and_intervals_are_those_of_two_viewers_counted_by_hand() {
    ViewerScores two =
        new ViewerScores(
            new int[] {1, 3},
            new Scores(new double[] {1, 0.5}, new double[] {1, 3}),
            new Scores(new double[] {0.5, 0.5}, new double[] {4, 12}),
            Optional.empty());
    Verdict verdict = gate.judge(two, Optional.empty(), List.of(), 7);

    Comparison ndcg = of(verdict, Measure.NDCG_AT_10, Reference.POPULARITY);
    assertThat(ndcg.candidate()).isEqualTo(0.75);
    assertThat(ndcg.other()).isEqualTo(0.5);
    assertThat(ndcg.gain()).isEqualTo(0.25);
    // One in four resamples is twice the first viewer, one in four twice the second.
    assertThat(ndcg.gainLow()).isEqualTo(0);
    assertThat(ndcg.gainHigh()).isEqualTo(0.5);
    Comparison rmse = of(verdict, Measure.RMSE, Reference.BIASES);
    assertThat(rmse.candidate()).isEqualTo(Math.sqrt(4 / 4.0));
    assertThat(rmse.other()).isEqualTo(Math.sqrt(16 / 4.0));
    assertThat(rmse.gain()).isEqualTo(1);
    assertThat(rmse.gainLow()).isEqualTo(1);
    assertThat(rmse.gainHigh()).isEqualTo(1);
  }

  @Test
  void the_interval_is_as_wide_as_theory_has_it() {
    Scores candidate = noisy(good, 5);
    double[] differences = new double[VIEWERS];
    Arrays.setAll(differences, i -> candidate.ndcgAt10()[i] - good.ndcgAt10()[i]);
    Comparison ndcg = of(judged(candidate, good), Measure.NDCG_AT_10, Reference.SERVING);

    double error = standardDeviation(differences) / Math.sqrt(VIEWERS);
    assertThat(ndcg.gainHigh() - ndcg.gainLow()).isCloseTo(2 * 1.96 * error, within(0.3 * error));
    assertThat(ndcg.gain()).isBetween(ndcg.gainLow(), ndcg.gainHigh());
  }

  @Test
  void the_same_seed_gives_the_same_verdict_and_another_one_another_interval() {
    ViewerScores scores = scores(noisy(good, 5), good);
    Verdict verdict = gate.judge(scores, Optional.of(SERVED), List.of(), 7);
    assertThat(gate.judge(scores, Optional.of(SERVED), List.of(), 7)).isEqualTo(verdict);
    assertThat(gate.judge(scores, Optional.of(SERVED), List.of(), 8)).isNotEqualTo(verdict);
  }

  @Test
  void on_fewer_than_thirty_viewers_nothing_is_held_against_a_candidate() {
    Scores bad = new Scores(filled(29, 0.1), filled(29, 9));
    Scores best = new Scores(filled(29, 0.9), filled(29, 1));
    ViewerScores few = new ViewerScores(ones(29), bad, best, Optional.of(best));
    Verdict verdict = gate.judge(few, Optional.of(SERVED), List.of("First."), 7);

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.comparisons()).hasSize(4);
    assertThat(verdict.remarks())
        .containsExactly(
            "First.",
            "Too few viewers to judge by NDCG@10: 29, and at least 30 are needed.",
            "Too few viewers to judge by RMSE: 29, and at least 30 are needed.");
  }

  @Test
  void the_thirtieth_viewer_makes_a_judgement_possible() {
    Scores bad = new Scores(filled(30, 0.1), filled(30, 9));
    Scores best = new Scores(filled(30, 0.9), filled(30, 1));
    ViewerScores enough = new ViewerScores(ones(30), bad, best, Optional.of(best));
    assertThat(gate.judge(enough, Optional.of(SERVED), List.of(), 7).reasons()).hasSize(4);
  }

  @Test
  void viewers_with_nothing_relevant_count_for_the_stars_only() {
    double[] nobodyRanked = filled(VIEWERS, Double.NaN);
    ViewerScores scores =
        new ViewerScores(
            heldOut,
            new Scores(nobodyRanked, good.squaredErrors()),
            new Scores(nobodyRanked, baseline.squaredErrors()),
            Optional.empty());
    Verdict verdict = gate.judge(scores, Optional.empty(), List.of(), 7);

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.comparisons()).extracting(Comparison::measure).containsExactly(Measure.RMSE);
    assertThat(verdict.remarks())
        .containsExactly("Too few viewers to judge by NDCG@10: 0, and at least 30 are needed.");
  }

  @Test
  void nobody_to_judge_by_is_no_error() {
    Scores none = new Scores(new double[0], new double[0]);
    Verdict verdict =
        gate.judge(
            new ViewerScores(new int[0], none, none, Optional.of(none)),
            Optional.of(SERVED),
            List.of(),
            7);
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.comparisons()).isEmpty();
    assertThat(verdict.remarks()).hasSize(2);
  }

  @Test
  void what_predicts_no_number_is_refused_however_few_the_viewers() {
    for (int viewers : new int[] {5, VIEWERS}) {
      double[] broken = filled(viewers, 1);
      broken[3] = Double.NaN;
      Scores fine = new Scores(filled(viewers, 0.5), filled(viewers, 1));
      ViewerScores scores =
          new ViewerScores(
              ones(viewers),
              new Scores(filled(viewers, 0.6), broken),
              new Scores(filled(viewers, 0.5), filled(viewers, 2)),
              Optional.of(fine));
      assertThat(gate.judge(scores, Optional.of(SERVED), List.of(), 7).comparisons())
          .filteredOn(comparison -> !comparison.acceptable())
          .extracting(Comparison::measure)
          .containsExactly(Measure.RMSE, Measure.RMSE);
    }
  }

  @Test
  void what_is_served_and_broken_keeps_nobody_out() {
    Scores broken = new Scores(good.ndcgAt10(), filled(VIEWERS, Double.NaN));
    assertThat(judged(good, broken).passed()).isTrue();
  }

  @Test
  void a_tolerance_is_a_fraction() {
    for (double wrong : new double[] {-0.01, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> new QualityGate(wrong))
          .isInstanceOf(OutOfRangeException.class)
          .hasMessageStartingWith("gate tolerance must be from 0.0 to 1.0");
    }
  }

  @Test
  void scores_of_a_generation_without_a_name_are_refused() {
    assertThatThrownBy(() -> gate.judge(scores(good, good), Optional.empty(), List.of(), 7))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Verdict judged(Scores candidate, Scores serving) {
    return gate.judge(scores(candidate, serving), Optional.of(SERVED), List.of(), 7);
  }

  private Verdict judged(Scores candidate) {
    return gate.judge(scores(candidate), Optional.empty(), List.of(), 7);
  }

  private ViewerScores scores(Scores candidate, Scores serving) {
    return new ViewerScores(heldOut, candidate, baseline, Optional.of(serving));
  }

  private ViewerScores scores(Scores candidate) {
    return new ViewerScores(heldOut, candidate, baseline, Optional.empty());
  }

  private static Comparison of(Verdict verdict, Measure measure, Reference reference) {
    return verdict.comparisons().stream()
        .filter(each -> each.measure() == measure && each.reference() == reference)
        .findFirst()
        .orElseThrow();
  }

  /** NDCG spread widely around a mean, and errors of about so many stars. */
  private Scores some(long seed, double ndcg, double error) {
    Random random = new Random(seed);
    return new Scores(
        random.doubles(VIEWERS, ndcg - 0.3, ndcg + 0.3).toArray(),
        IntStream.of(heldOut).mapToDouble(n -> sumOfSquares(random, n, error)).toArray());
  }

  private static double sumOfSquares(Random random, int count, double error) {
    return DoubleStream.generate(() -> error * random.nextGaussian())
        .limit(count)
        .map(x -> x * x)
        .sum();
  }

  /** The same model, learnt with another seed. */
  private static Scores noisy(Scores scores, long seed) {
    Random random = new Random(seed);
    return new Scores(
        map(scores.ndcgAt10(), ndcg -> ndcg + 0.05 * random.nextGaussian()),
        map(scores.squaredErrors(), squared -> squared * Math.exp(0.1 * random.nextGaussian())));
  }

  private static double[] map(double[] values, DoubleUnaryOperator change) {
    return Arrays.stream(values).map(change).toArray();
  }

  private static double[] filled(int viewers, double value) {
    double[] values = new double[viewers];
    Arrays.fill(values, value);
    return values;
  }

  private static int[] ones(int viewers) {
    int[] ones = new int[viewers];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double standardDeviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }
}
