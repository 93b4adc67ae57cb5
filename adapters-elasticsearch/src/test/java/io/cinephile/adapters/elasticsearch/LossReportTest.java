package io.cinephile.adapters.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LossReportTest {
  private final LossReport report = new LossReport();

  @Test
  void saysOnceThatLossesBeginAndOnceThatTheyAreOver() {
    assertThat(report.after(0, true, "")).isEmpty();
    assertThat(report.after(3, false, "Nobody answers."))
        .contains("Serving events are being dropped, answers are not concerned. Nobody answers.");
    assertThat(report.isLosing()).isTrue();
    for (int lost = 4; lost < 1_000; lost++) {
      assertThat(report.after(lost, true, "Nobody answers.")).isEmpty();
    }
    assertThat(report.after(1_234, true, "")).isEmpty();
    assertThat(report.after(1_234, true, ""))
        .contains("Serving events are written again; 1,234 were dropped so far.");
    assertThat(report.isLosing()).isFalse();
    assertThat(report.after(1_234, true, "")).isEmpty();
  }

  @Test
  void thatNothingCameIsNoEndOfLosses() {
    assertThat(report.after(1, false, ""))
        .hasValueSatisfying(
            said -> assertThat(said).endsWith("They come faster than they can be written."));
    assertThat(report.after(1, false, "")).isEmpty();
    assertThat(report.isLosing()).isTrue();
    assertThat(report.after(1, true, "")).isPresent();
  }
}
