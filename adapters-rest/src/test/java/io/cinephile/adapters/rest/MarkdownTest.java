package io.cinephile.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "ml-latest-small;           ml-latest-small",
        "a|b;                       a\\|b",
        "_a_ *b* `c` [d] <e> ~f~;   \\_a\\_ \\*b\\* \\`c\\` \\[d\\] \\<e\\> \\~f\\~",
        "a\\b;                      a\\\\b",
        "Q&A;                       Q\\&A",
        "# title;                   \\# title",
        "- item;                    \\- item",
        "---;                       \\---",
        "12. item;                  12\\. item",
        "12.5;                      12.5",
        "+0.0100;                   +0.0100",
        "\"a\n\n# b\";              a # b",
      })
  void showsATextAsItIs(String text, String escaped) {
    assertThat(Markdown.escaped(text)).isEqualTo(escaped);
  }
}
