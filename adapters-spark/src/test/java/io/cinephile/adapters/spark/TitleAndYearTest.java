package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleAndYearTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Toy Story (1995)| Toy Story| 1995",
        "'Toy Story (1995)  '| Toy Story| 1995",
        "Toy Story(1995)| Toy Story| 1995",
        "Fawlty Towers (1975-1979)| Fawlty Towers| 1975",
        "Fawlty Towers (1975–1979)| Fawlty Towers| 1975",
        "'Doctor Who (2005– )'| Doctor Who| 2005",
        "Doctor Who (2005–)| Doctor Who| 2005",
        "'City of Lost Children, The (Cité des enfants perdus, La) (1995)'"
            + "| 'City of Lost Children, The (Cité des enfants perdus, La)'| 1995",
        "1984 (1956)| 1984| 1956",
        "2001: A Space Odyssey (1968)| 2001: A Space Odyssey| 1968",
        "Passage de Venus (1874)| Passage de Venus| 1874",
      })
  void the_year_is_taken_from_the_end_of_the_title(String raw, String title, int year) {
    assertThat(TitleAndYear.of(raw)).isEqualTo(new TitleAndYear(title, Optional.of(year)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "Blade Runner 2049",
        "Babylon 5",
        "Hyena Road (1066)",
        "Far Away (9999)",
        "(1995) Toy Story",
        "Toy Story (95)",
        "Toy Story (19955)"
      })
  void what_is_no_year_stays_in_the_title(String raw) {
    assertThat(TitleAndYear.of(raw)).isEqualTo(new TitleAndYear(raw, Optional.empty()));
  }

  @Test
  void a_title_may_be_missing() {
    assertThat(TitleAndYear.of(null)).isEqualTo(new TitleAndYear("", Optional.empty()));
    assertThat(TitleAndYear.of("  ")).isEqualTo(new TitleAndYear("", Optional.empty()));
    assertThat(TitleAndYear.of("(1995)")).isEqualTo(new TitleAndYear("", Optional.of(1995)));
  }
}
