package io.cinephile.adapters.spark.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFilmsTest {

  private static final Set<String> MOVIELENS_GENRES =
      Set.of(
          "Action",
          "Adventure",
          "Animation",
          "Children",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private final List<SampleFilm> films = SampleDataset.films();

  @Test
  void thereAreSixToSevenHundredFilms() {
    assertThat(films).hasSizeBetween(600, 700);
  }

  @Test
  void idsCountUpFromOneWithoutGaps() {
    assertThat(films)
        .extracting(SampleFilm::movieId)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, films.size()).boxed().toList());
  }

  @Test
  void noFilmStandsTwice() {
    assertThat(films).extracting(SampleFilm::titleWithYear).doesNotHaveDuplicates();
  }

  @Test
  void theyComeFromEveryDecadeFromThe1920sToThe2020s() {
    assertThat(films)
        .extracting(film -> film.year() / 10 * 10)
        .containsOnly(1920, 1930, 1940, 1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020);
  }

  @Test
  void everyGenreIsOneOfMovieLensAndEachIsUsed() {
    Set<String> used =
        films.stream().flatMap(film -> film.genres().stream()).collect(Collectors.toSet());

    assertThat(used).isEqualTo(MOVIELENS_GENRES);
  }

  @Test
  void theGenresOfAFilmAreSortedAndDistinct() {
    assertThat(films)
        .allSatisfy(
            film ->
                assertThat(film.genres())
                    .isSortedAccordingTo(String::compareTo)
                    .doesNotHaveDuplicates());
  }

  @Test
  void theTastesOfAFilmAreDistinct() {
    assertThat(films).allSatisfy(film -> assertThat(film.tastes()).doesNotHaveDuplicates());
  }

  @Test
  void everyTasteGroupIsTheMainTasteOfAtLeastTwentyFilms() {
    Map<String, Long> sizes = new TreeMap<>();
    films.forEach(film -> film.tastes().forEach(taste -> sizes.put(taste, 0L)));
    films.forEach(film -> sizes.merge(film.mainTaste(), 1L, Long::sum));

    assertThat(sizes).hasSize(26);
    assertThat(sizes)
        .allSatisfy((taste, size) -> assertThat(size).as(taste).isGreaterThanOrEqualTo(20));
  }

  @Test
  void everyLevelOfFameOccursAndTheTopOneIsTheException() {
    assertThat(films).extracting(SampleFilm::fame).contains(1, 2, 3, 4, 5);
    assertThat(films.stream().filter(film -> film.fame() == 5).count())
        .isLessThan(films.size() / 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"The ", "A ", "An ", "Le ", "La ", "Les ", "L'", "Il ", "Der ", "Das "})
  void articlesStandAtTheEnd(String article) {
    assertThat(films)
        .extracting(SampleFilm::title)
        .filteredOn(title -> !title.equals("La La Land"))
        .noneMatch(title -> title.startsWith(article))
        .noneMatch(title -> title.contains("(" + article));
  }

  @ParameterizedTest
  @CsvSource({
    "'Toy Story', 1995, Adventure|Animation|Children|Comedy|Fantasy",
    "'Matrix, The', 1999, Action|Sci-Fi|Thriller",
    "'Godfather, The', 1972, Crime|Drama",
    "'Amelie (Fabuleux destin d''Amélie Poulain, Le)', 2001, Comedy|Romance",
    "'Seven (a.k.a. Se7en)', 1995, Mystery|Thriller",
    "'2001: A Space Odyssey', 1968, Adventure|Drama|Sci-Fi",
    "'Blade Runner 2049', 2017, Sci-Fi|Thriller",
    "'Lord of the Rings: The Return of the King, The', 2003, Action|Adventure|Drama|Fantasy",
    "'Star Wars: Episode V - The Empire Strikes Back', 1980, Action|Adventure|Sci-Fi",
    "'City of Lost Children, The (Cité des enfants perdus, La)', 1995, Adventure|Drama|Fantasy|Mystery|Sci-Fi",
    "'Crouching Tiger, Hidden Dragon (Wo hu cang long)', 2000, Action|Drama|Romance",
    "'Spirited Away (Sen to Chihiro no kamikakushi)', 2001, Adventure|Animation|Fantasy",
    "'Léon: The Professional (a.k.a. The Professional) (Léon)', 1994, Action|Crime|Drama|Thriller",
    "'WALL·E', 2008, Adventure|Animation|Children|Romance|Sci-Fi",
    "'Good, the Bad and the Ugly, The (Buono, il brutto, il cattivo, Il)', 1966, Action|Adventure|Western",
    "'8½ (Otto e mezzo)', 1963, Drama|Fantasy",
    "'12 Angry Men', 1957, Drama",
    "'1984 (Nineteen Eighty-Four)', 1984, Drama|Sci-Fi",
    "'1917', 2019, Action|Drama|War",
    "'300', 2006, Action|Fantasy|War",
    "'Singin'' in the Rain', 1952, Comedy|Musical|Romance",
    "'Double Indemnity', 1944, Crime|Drama|Film-Noir",
    "'Hoop Dreams', 1994, Documentary",
    "'Kid, The', 1921, Comedy|Drama"
  })
  void factsAboutFilmsAreRight(String title, int year, String genres) {
    assertThat(films)
        .filteredOn(film -> film.title().equals(title) && film.year() == year)
        .singleElement()
        .extracting(film -> String.join("|", film.genres()))
        .isEqualTo(genres);
  }

  @ParameterizedTest
  @CsvSource({
    "'Sabrina', 1954|1995",
    "'Psycho', 1960|1998",
    "'King Kong', 1933|1976|2005",
    "'Thing, The', 1982|2011",
    "'Star Is Born, A', 1937|1954|1976|2018",
    "'True Grit', 1969|2010",
    "'Dune', 1984|2021"
  })
  void remakesShareTheTitleAndDifferInTheYear(String title, String years) {
    assertThat(films)
        .filteredOn(film -> film.title().equals(title))
        .extracting(film -> String.valueOf(film.year()))
        .containsExactlyInAnyOrder(years.split("\\|"));
  }

  @Test
  void aQuotedFieldMayHoldCommasAndDoubledQuotes() {
    assertThat(SampleFilms.fields("1,\"\"\"Crocodile\"\" Dundee, again\",,x"))
        .containsExactly("1", "\"Crocodile\" Dundee, again", "", "x");
  }

  @Test
  void aFilmThatCannotBeIsRefusedByName() {
    assertThatThrownBy(
            () -> new SampleFilm(1, "Alien", 1979, List.of("Horror"), List.of("horror"), 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fame")
        .hasMessageContaining("Alien");
    assertThatThrownBy(() -> new SampleFilm(1, "Alien", 1979, List.of(), List.of("horror"), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("genres");
  }
}
