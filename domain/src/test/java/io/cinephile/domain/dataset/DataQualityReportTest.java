package io.cinephile.domain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.dataset.DataQualityReport.Fault;
import io.cinephile.domain.dataset.DataQualityReport.Merged;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataQualityReportTest {
  @Test
  void a_few_faults_are_tolerated_and_counted() {
    DataQualityReport report = report(100, 95, 10, Map.of(Fault.UNPARSABLE_RATING, 5L));

    assertThat(report.faultyShare()).isEqualTo(0.05);
    assertThat(report.refusal()).isEmpty();
  }

  @Test
  void too_many_refuse_the_data_set_and_say_how_many() {
    DataQualityReport report = report(100, 94, 10, Map.of(Fault.IMPOSSIBLE_STARS, 6L));

    assertThat(report.refusal())
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .contains("6.0 %")
                    .contains("5 %")
                    .contains("IMPOSSIBLE_STARS=6"));
  }

  @Test
  void duplicates_are_no_fault_of_the_file() {
    DataQualityReport report = report(100, 50, 10, Map.of(Fault.DUPLICATE_RATING, 50L));

    assertThat(report.faultyShare()).isZero();
    assertThat(report.refusal()).isEmpty();
  }

  @Test
  void nothing_is_learnt_from_nobody_or_from_one_viewer() {
    assertThat(report(0, 0, 0, Map.of()).refusal())
        .hasValueSatisfying(reason -> assertThat(reason).contains("no usable rating"));
    assertThat(report(10, 10, 1, Map.of()).refusal())
        .hasValueSatisfying(reason -> assertThat(reason).contains("one viewer"));
  }

  @Test
  void live_ratings_are_counted_apart_from_the_rows_of_the_data_set() {
    DataQualityReport report = withLiveRatings(10, new Merged(5, 3, 2, 1, 4));

    assertThat(report.ratings()).isEqualTo(13);
    assertThat(report.faultyShare()).isZero();
    assertThat(report.refusal()).isEmpty();
  }

  @Test
  void nothing_is_learnt_where_every_rating_was_taken_back() {
    assertThat(withLiveRatings(10, new Merged(0, 0, 10, 0, 0)).refusal())
        .hasValueSatisfying(reason -> assertThat(reason).contains("All 10 ratings"));
  }

  @Test
  void no_more_can_be_changed_than_was_kept() {
    assertThatThrownBy(() -> withLiveRatings(10, new Merged(0, 6, 5, 0, 0)))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageContaining("6 and 5")
        .hasMessageContaining("10 ratings kept");
  }

  private static DataQualityReport withLiveRatings(long kept, Merged merged) {
    return new DataQualityReport(kept, kept, 5, 5, 3, Map.of(), merged);
  }

  private static DataQualityReport report(
      long read, long kept, long viewers, Map<Fault, Long> faults) {
    return new DataQualityReport(read, kept, 5, 5, viewers, faults);
  }
}
