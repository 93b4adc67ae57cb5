package io.cinephile.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleMatcherTest {
  private static final List<CatalogueEntry> CATALOGUE =
      List.of(
          movie(1, "Toy Story", 1995, 400),
          movie(2, "Toy Story 2", 1999, 300),
          movie(3, "Matrix, The", 1999, 500),
          movie(4, "Matrix Reloaded, The", 2003, 600),
          movie(5, "Amelie (Fabuleux destin d'Amélie Poulain, Le)", 2001, 200),
          movie(6, "Seven (a.k.a. Se7en)", 1995, 350),
          movie(7, "Sabrina", 1954, 40),
          movie(8, "Sabrina", 1995, 60),
          movie(9, "2001: A Space Odyssey", 1968, 250),
          movie(10, "Blade Runner", 1982, 300),
          movie(11, "Blade Runner 2049", 2017, 150),
          movie(12, "Léon: The Professional (a.k.a. The Professional) (Léon)", 1994, 280),
          movie(13, "WALL·E", 2008, 240),
          movie(14, "Die Hard", 1988, 320),
          movie(15, "I, Robot", 2004, 110),
          movie(16, "Avventura, L' (Adventure, The)", 1960, 20),
          movie(17, "12 Angry Men", 1957, 210),
          movie(18, "Godfather, The", 1972, 450),
          movie(19, "Godfather: Part II, The", 1974, 380),
          movie(20, "...And Justice for All", 1979, 30),
          movie(21, "Heat", 1995, 220),
          movie(22, "O Brother, Where Art Thou?", 2000, 130));

  @ParameterizedTest(name = "\"{0}\" is movie {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "toy story|1",
        "TOY STORY|1",
        "Toy Story (1995)|1",
        "toy story 1995|1",
        "toy stroy|1",
        "tou story|1",
        "toystory|1",
        "toy story 2|2",
        "matrix|3",
        "The Matrix|3",
        "Matrix, The|3",
        "the matrx|3",
        "matrix reloaded|4",
        "amelie|5",
        "Amélie|5",
        "le fabuleux destin d'amélie poulain|5",
        "Fabuleux destin d'Amelie Poulain, Le|5",
        "se7en|6",
        "seven|6",
        "Sabrina 1954|7",
        "Sabrina (1954)|7",
        "Sabrina|8",
        "Sabrina (1995)|8",
        "2001 a space odyssey|9",
        "2001: A Space Odyssey (1968)|9",
        "space odyssey|9",
        "blade runner|10",
        "blade runner 2049|11",
        "leon|12",
        "wall-e|13",
        "walle|13",
        "die hard|14",
        "i robot|15",
        "L'avventura|16",
        "the adventure|16",
        "12 angry men|17",
        "godfather|18",
        "godfather part ii|19",
        "and justice for all|20",
        "heat|21",
        "o brother where art thou|22"
      })
  void a_title_is_recognised(String typed, int expected) {
    List<TitleMatcher.Match> matches = TitleMatcher.rank(TitleQuery.of(typed), CATALOGUE);

    assertThat(matches).isNotEmpty();
    assertThat(matches.get(0).entry().id()).isEqualTo(new MovieId(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gladiator", "toy storage", "ha", "matrix revolutions", "xyzzy"})
  void a_title_that_no_movie_has_matches_none(String typed) {
    assertThat(TitleMatcher.rank(TitleQuery.of(typed), CATALOGUE)).isEmpty();
  }

  @Test
  void a_wrong_year_still_finds_the_movie_behind_those_of_the_right_year() {
    assertThat(TitleMatcher.rank(TitleQuery.of("matrix (1901)"), CATALOGUE))
        .extracting(match -> match.entry().id().value())
        .startsWith(3);
    assertThat(TitleMatcher.rank(TitleQuery.of("matrix (2003)"), CATALOGUE))
        .extracting(match -> match.entry().id().value())
        .startsWith(4);
  }

  @Test
  void other_candidates_follow_by_closeness() {
    assertThat(TitleMatcher.rank(TitleQuery.of("godfather"), CATALOGUE))
        .extracting(match -> match.entry().id().value())
        .containsExactly(18, 19);
  }

  @ParameterizedTest(name = "{0} to {1} takes {2}")
  @CsvSource({
    "matrix,matrix,0", "matrix,matrx,1", "matrx,matrix,1", "matrix,matrox,1", "matrix,matirx,1",
    "matrix,amtrix,1", "matrix,matri,1", "matrix,xmatrix,1", "matrix,atrxi,2", "heat,hate,2"
  })
  void edits_are_counted_up_to_more_than_one(String a, String b, int edits) {
    assertThat(TitleMatcher.edits(a, b)).isEqualTo(edits);
    assertThat(TitleMatcher.edits(b, a)).isEqualTo(edits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "!?…"})
  void a_title_without_a_word_is_refused_by_name(String typed) {
    assertThatThrownBy(() -> TitleQuery.of(typed))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageStartingWith("title must");
  }

  @Test
  void an_endless_title_is_refused_with_the_bound() {
    assertThatThrownBy(() -> TitleQuery.of("x".repeat(201)))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessageContaining("at most 200 characters");
  }

  private static CatalogueEntry movie(int id, String title, int year, long ratings) {
    return new CatalogueEntry(
        new Movie(new MovieId(id), title, Optional.of(year), List.of()),
        new MovieStatistics(ratings, 3.5, 3.5, 0));
  }
}
