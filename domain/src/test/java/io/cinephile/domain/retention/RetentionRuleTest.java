package io.cinephile.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionRuleTest {
  private static RetentionRule rule(String text) {
    return RetentionRule.parse(DataClass.TRAINING_RUNS, text, "cinephile.retention.runs");
  }

  @ParameterizedTest
  @CsvSource({
    "P2Y, 2024-02-29T12:00:00Z, 2022-02-28T12:00:00Z",
    "P1M, 2026-03-31T00:00:00Z, 2026-02-28T00:00:00Z",
    "P90D, 2026-11-22T16:15:00Z, 2026-08-24T16:15:00Z"
  })
  void what_is_older_by_the_calendar_is_removed(String text, Instant now, Instant cutoff) {
    assertThat(rule(text).cutoff(now)).contains(cutoff);
    assertThat(rule(text).text()).isEqualTo(text);
  }

  @Test
  void forever_has_no_end() {
    assertThat(rule("forever").cutoff(Instant.EPOCH)).isEmpty();
    assertThat(rule("forever").text()).isEqualTo("forever");
    assertThat(RetentionRule.newest(DataClass.GENERATIONS, 3).text()).isEqualTo("newest 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P0D",
        "P-1D",
        "P1Y-1M",
        "2 years",
        "PT24H",
        "P101Y",
        "never",
        "P99999999999Y"
      })
  void nonsense_is_refused_with_field_value_and_bound(String text) {
    assertThatThrownBy(() -> rule(text))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage(
            "cinephile.retention.runs must be a period from P1D to P100Y such as P90D or P2Y, or"
                + " forever, but is '%s'".formatted(text));
  }
}
