package io.cinephile.domain.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {
  private static final List<String> RANKED = List.of("a", "b", "c", "d", "e");

  @Test
  void ndcg_is_the_discounted_gain_over_the_ideal_one() {
    // b at rank 2 and d at rank 4: 1/log2(3) + 1/log2(5); ideal: 1/log2(2) + 1/log2(3).
    assertThat(RankingMetrics.ndcg(RANKED, Set.of("b", "d"), 10))
        .isCloseTo((0.6309297536 + 0.4306765581) / (1 + 0.6309297536), within(1e-9));
  }

  @Test
  void ndcg_reaches_one_when_the_cutoff_is_full_of_relevant_ones() {
    assertThat(RankingMetrics.ndcg(RANKED, Set.of("a", "b", "c", "x"), 3)).isEqualTo(1);
    assertThat(RankingMetrics.ndcg(RANKED, Set.of("a"), 10)).isEqualTo(1);
  }

  @Test
  void nothing_counts_beyond_the_cutoff() {
    assertThat(RankingMetrics.ndcg(RANKED, Set.of("c"), 2)).isZero();
    assertThat(RankingMetrics.recall(RANKED, Set.of("c"), 2)).isZero();
  }

  @Test
  void what_was_not_found_lowers_the_gain() {
    // One of two relevant ones at rank 1: 1 / (1 + 1/log2(3)).
    assertThat(RankingMetrics.ndcg(RANKED, Set.of("a", "x"), 5))
        .isCloseTo(0.6131471927, within(1e-9));
  }

  @Test
  void recall_is_over_all_relevant_ones() {
    assertThat(RankingMetrics.recall(RANKED, Set.of("a", "x", "y", "z"), 5)).isEqualTo(0.25);
    assertThat(RankingMetrics.recall(RANKED, Set.of("a", "b", "x", "y"), 2)).isEqualTo(0.5);
  }

  @Test
  void nothing_relevant_or_nothing_ranked_is_worth_nothing() {
    assertThat(RankingMetrics.ndcg(RANKED, Set.of(), 10)).isZero();
    assertThat(RankingMetrics.recall(RANKED, Set.of(), 10)).isZero();
    assertThat(RankingMetrics.ndcg(List.of(), Set.of("a"), 10)).isZero();
    assertThat(RankingMetrics.recall(List.of(), Set.of("a"), 10)).isZero();
  }

  @Test
  void average_precision_is_the_precision_at_each_relevant_one_over_the_relevant_ones() {
    // Found at rank 2, as the first, and at rank 5, as the second; one was not found.
    assertThat(RankingMetrics.averagePrecision(RANKED, Set.of("b", "e", "x"), 20))
        .isCloseTo((1 / 2.0 + 2 / 5.0) / 3, within(1e-12));
  }

  @Test
  void average_precision_reaches_one_when_the_cutoff_is_full_of_relevant_ones() {
    assertThat(RankingMetrics.averagePrecision(RANKED, Set.of("a", "b", "x"), 2)).isEqualTo(1);
    assertThat(RankingMetrics.averagePrecision(RANKED, Set.of("c"), 2)).isZero();
    assertThat(RankingMetrics.averagePrecision(RANKED, Set.of(), 2)).isZero();
    assertThat(RankingMetrics.averagePrecision(List.of(), Set.of("a"), 2)).isZero();
  }

  @Test
  void novelty_is_the_mean_number_of_bits_that_an_item_tells() {
    // Everybody rated one of them, an eighth the other: 0 and 3 bits.
    assertThat(RankingMetrics.novelty(new long[] {64, 8}, 64)).isCloseTo(1.5, within(1e-12));
    assertThat(RankingMetrics.novelty(new long[0], 64)).isZero();
  }

  @Test
  void what_nobody_rated_is_as_novel_as_what_one_viewer_rated() {
    assertThat(RankingMetrics.novelty(new long[] {0}, 64)).isCloseTo(6, within(1e-12));
    assertThat(RankingMetrics.novelty(new long[] {1}, 64)).isCloseTo(6, within(1e-12));
  }

  @Test
  void diversity_is_the_mean_distance_of_two_items() {
    // One of three attributes shared, none, none.
    assertThat(
            RankingMetrics.diversity(
                List.of(Set.of("War", "Drama"), Set.of("War", "Comedy"), Set.of("Horror"))))
        .isCloseTo((2 / 3.0 + 1 + 1) / 3, within(1e-12));
  }

  @Test
  void items_without_attributes_are_alike_and_unlike_all_others() {
    assertThat(RankingMetrics.diversity(List.of(Set.of(), Set.of()))).isZero();
    assertThat(RankingMetrics.diversity(List.of(Set.of(), Set.of("War")))).isEqualTo(1);
    assertThat(RankingMetrics.diversity(List.of(Set.of("War")))).isZero();
  }
}
