package io.cinephile.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTitleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Matrix, The | The Matrix",
        "Toy Story | Toy Story",
        "I, Robot | I, Robot",
        "Good, the Bad and the Ugly, The | The Good, the Bad and the Ugly",
        "Avventura, L' (Adventure, The) | L'Avventura (The Adventure)",
        "City of Lost Children, The (Cité des enfants perdus, La)"
            + " | The City of Lost Children (La Cité des enfants perdus)",
        "Seven (a.k.a. Se7en) | Seven (a.k.a. Se7en)",
        "Postman, The (a.k.a. Il Postino, The) | The Postman (a.k.a. The Il Postino)",
        "Welle, Die | Die Welle",
        "I Love You, Man | I Love You, Man",
        "$9.99, A | A $9.99",
        "(500) Days of Summer | (500) Days of Summer",
      })
  void putsTheArticleFirst(String listed, String displayed) {
    assertThat(DisplayTitle.of(listed)).isEqualTo(displayed);
  }
}
