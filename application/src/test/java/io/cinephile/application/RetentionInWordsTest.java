package io.cinephile.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.governance.Retention;
import io.cinephile.domain.retention.DataClass;
import io.cinephile.domain.retention.RetentionRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionInWordsTest {
  /** Everything for ever, but so many generations. */
  static RetentionInWords keeping(int generations) {
    return new RetentionInWords(rules(RetentionRule.FOREVER, generations));
  }

  private static List<RetentionRule> rules(String period, int generations) {
    return List.of(
        RetentionRule.parse(DataClass.LIVE_RATINGS, period, "live"),
        RetentionRule.parse(DataClass.TRAINING_RUNS, period, "runs"),
        RetentionRule.newest(DataClass.GENERATIONS, generations),
        RetentionRule.parse(DataClass.AUDIT_TRAIL, period, "audit"),
        RetentionRule.forever(DataClass.ERASURES),
        RetentionRule.parse(DataClass.SERVING_EVENTS, period, "events"));
  }

  @Test
  void periods_are_told_in_words() {
    RetentionInWords words = new RetentionInWords(rules("P1Y2M30D", 3));

    assertThat(words.rule(Retention.AUDIT)).isEqualTo("For 1 year and 2 months and 30 days.");
    assertThat(words.rule(Retention.LIVE_RATINGS))
        .isEqualTo(
            "Until the viewer takes it back or is erased; at most for 1 year and 2 months and 30"
                + " days.");
    assertThat(words.rule(Retention.EVENTS)).isEqualTo("For 1 year and 2 months and 30 days.");
    assertThat(keeping(3).rule(Retention.EVENTS)).isEqualTo("Without a term.");
    assertThat(keeping(3).rule(Retention.RUNS)).endsWith("without a term.");
    assertThat(keeping(3).rule(Retention.GENERATION)).contains("the last 3 ");
  }
}
