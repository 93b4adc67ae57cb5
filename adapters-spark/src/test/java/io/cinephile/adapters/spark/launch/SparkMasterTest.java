package io.cinephile.adapters.spark.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkMasterTest {
  @Test
  void locally_a_bound_replaces_the_star() {
    assertThat(arguments("local[*]", "3")).isEqualTo("--master local[3]");
    assertThat(arguments("local[*]", "*")).isEqualTo("--master local[*]");
    assertThat(arguments("local[*]", null)).isEqualTo("--master local[*]");
  }

  @Test
  void on_a_cluster_it_bounds_all_cores_together() {
    assertThat(arguments("spark://host:7077", "16"))
        .isEqualTo("--master spark://host:7077 --conf spark.cores.max=16");
    assertThat(arguments("spark://host:7077", "*")).isEqualTo("--master spark://host:7077");
  }

  @Test
  void a_local_master_that_names_its_cores_wins_where_nothing_contradicts_it() {
    assertThat(arguments("local[2]", null)).isEqualTo("--master local[2]");
    assertThatThrownBy(() -> arguments("local[2]", "3"))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage(
            "cinephile.trainer.cores must not be set where cinephile.trainer.master names its cores"
                + " itself (local[2]), but is '3'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1025", "-1", "two", "1.5", "", "99999999999"})
  void nonsense_is_refused_with_field_value_and_bound(String cores) {
    assertThatThrownBy(() -> arguments("local[*]", cores))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage(
            "cinephile.trainer.cores must be a whole number from 1 to 1024, or *, but is '%s'"
                .formatted(cores));
  }

  private static String arguments(String master, String cores) {
    return String.join(" ", SparkMaster.of(master, Optional.ofNullable(cores)).arguments());
  }
}
