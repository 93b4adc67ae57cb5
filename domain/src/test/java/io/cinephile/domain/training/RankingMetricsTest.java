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
}
