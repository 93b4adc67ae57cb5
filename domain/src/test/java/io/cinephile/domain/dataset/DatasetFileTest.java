package io.cinephile.domain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetFileTest {
  private static final String HASH = "0a".repeat(32);

  @Test
  void a_file_may_be_empty_and_its_name_may_have_blanks() {
    assertThat(new DatasetFile("my ratings.csv", 0, HASH).bytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "/home/somebody/ratings.csv", "ml/ratings.csv"})
  void its_folder_is_no_part_of_its_name(String name) {
    assertThatThrownBy(() -> new DatasetFile(name, 1, HASH))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageContaining("file name");
  }

  @Test
  void its_size_is_not_negative() {
    assertThatThrownBy(() -> new DatasetFile("ratings.csv", -1, HASH))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageContaining("ratings.csv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0a", "0A0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"})
  void its_hash_has_64_digits_in_lower_case(String hash) {
    assertThatThrownBy(() -> new DatasetFile("ratings.csv", 1, hash))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageContaining("SHA-256");
  }
}
