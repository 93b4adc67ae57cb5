package io.cinephile.domain.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.dataset.DataQualityReport.Fault;
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

  private static DataQualityReport report(
      long read, long kept, long viewers, Map<Fault, Long> faults) {
    return new DataQualityReport(read, kept, 5, 5, viewers, faults);
  }
}
