package io.cinephile.application.contracts;

import static io.cinephile.application.contracts.Publishing.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.CatalogueSearch;
import io.cinephile.domain.catalogue.CatalogueSearch.Found;
import io.cinephile.domain.catalogue.FoldedTitle;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieFilter;
import io.cinephile.domain.catalogue.MovieFilter.GenreMatch;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.catalogue.TitleMatcher;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalogue has to do. */
public abstract class CatalogueContract {
  private static final String AMELIE = "Amelie (Fabuleux destin d'Amélie Poulain, Le)";

  /** What somebody types, and the title that they mean. */
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("Matrix", "Matrix, The"),
          Map.entry("the matrix", "Matrix, The"),
          Map.entry("Matrix, The", "Matrix, The"),
          Map.entry("MATRIX (1999)", "Matrix, The"),
          Map.entry("matrix 1999", "Matrix, The"),
          Map.entry("matirx", "Matrix, The"),
          Map.entry("matrx", "Matrix, The"),
          Map.entry("mattrix", "Matrix, The"),
          Map.entry("natrix", "Matrix, The"),
          Map.entry("amelie", AMELIE),
          Map.entry("Amélie", AMELIE),
          Map.entry("fabuleux destin", AMELIE),
          Map.entry("le fabuleux destin d'Amélie Poulain", AMELIE),
          Map.entry("seven", "Seven (a.k.a. Se7en)"),
          Map.entry("se7en", "Seven (a.k.a. Se7en)"),
          Map.entry("spiderman", "Spider-Man"),
          Map.entry("spider man", "Spider-Man"),
          Map.entry("blade runner 2049", "Blade Runner 2049"),
          Map.entry("blade runer", "Blade Runner"),
          Map.entry("2001", "2001: A Space Odyssey"),
          Map.entry("heat", "Heat"),
          Map.entry("haet", "Heat"),
          Map.entry("It", "It"),
          Map.entry("Up", "Up"),
          Map.entry("les misérables", "Misérables, Les"),
          Map.entry("miserables", "Misérables, Les"),
          Map.entry("ocean's eleven", "Ocean's Eleven"),
          Map.entry("oceans eleven", "Ocean's Eleven"),
          Map.entry("die hard", "Die Hard"),
          Map.entry("Hard, Die", "Die Hard"));

  private RecommendationStore store;
  private Catalogue catalogue;

  /** A store that holds nothing yet. */
  protected abstract RecommendationStore emptyStore();

  /** The catalogue of what that store holds. */
  protected abstract Catalogue catalogue();

  @BeforeEach
  final void startEmpty() {
    store = emptyStore();
    catalogue = catalogue();
  }

  @Test
  void findsAMovieWithAllThatIsKnownOfIt() {
    CatalogueEntry entry = entry(2571, "Matrix, The", 1999, 278);
    GenerationId generation = new Publishing().movie(entry).publish(store);
    assertThat(catalogue.resembling(generation, TitleQuery.of("matrix"), 10))
        .containsExactly(entry);
    assertThat(catalogue.search(generation, everything(0, 10)).movies()).containsExactly(entry);
    assertThat(beginning(generation, "mat", 10)).containsExactly(entry);
  }

  @Test
  void findsAMovieOfWhichLittleIsKnown() {
    CatalogueEntry bare =
        new CatalogueEntry(
            new Movie(new MovieId(3), "…", Optional.empty(), List.of()),
            MovieStatistics.of(0, 0, 3.5));
    GenerationId generation = new Publishing().movie(bare).publish(store);
    assertThat(catalogue.search(generation, everything(0, 10)))
        .isEqualTo(new Found(1, List.of(bare), Map.of(), Map.of()));
  }

  @Test
  void knowsNothingOfAGenerationThatIsNotThere() {
    GenerationId unknown = Publishing.freshGeneration();
    assertThat(catalogue.resembling(unknown, TitleQuery.of("matrix"), 10)).isEmpty();
    assertThat(catalogue.search(unknown, everything(0, 10)))
        .isEqualTo(new Found(0, List.of(), Map.of(), Map.of()));
    assertThat(beginning(unknown, "mat", 10)).isEmpty();
  }

  @Test
  void findsTheMovieThatWasMeant() {
    GenerationId generation = films().publish(store);
    SoftAssertions softly = new SoftAssertions();
    MEANT.forEach(
        (typed, meant) -> {
          TitleQuery query = TitleQuery.of(typed);
          List<CatalogueEntry> candidates = catalogue.resembling(generation, query, 20);
          softly
              .assertThat(TitleMatcher.rank(query, candidates))
              .as(typed)
              .first()
              .extracting(match -> match.entry().movie().title())
              .isEqualTo(meant);
        });
    softly.assertAll();
  }

  @Test
  void resemblesNothingThatSharesNoWord() {
    GenerationId generation = films().publish(store);
    assertThat(catalogue.resembling(generation, TitleQuery.of("zzyzx qwertz"), 20)).isEmpty();
  }

  @Test
  void resemblesWhateverSharesOneWord() {
    GenerationId generation = films().publish(store);
    assertThat(catalogue.resembling(generation, TitleQuery.of("blade of nothing"), 20))
        .extracting(entry -> entry.movie().title())
        .contains("Blade Runner", "Blade Runner 2049");
  }

  @Test
  void keepsTheWholeNameWhereManyShareAWord() {
    Publishing publishing = new Publishing().movie(1, "Heat", 1995, 1);
    IntStream.rangeClosed(2, 200)
        .forEach(n -> publishing.movie(n, "Heat of Night Number " + n, 1990, 1000 + n));
    GenerationId generation = publishing.publish(store);
    for (String typed : List.of("heat", "haet", "heta", "heaat", "Heat 1995")) {
      assertThat(catalogue.resembling(generation, TitleQuery.of(typed), 5))
          .as(typed)
          .hasSize(5)
          .extracting(CatalogueEntry::id)
          .contains(new MovieId(1));
    }
  }

  @Test
  void keepsTheBestKnownWhereAllShareTheSame() {
    Publishing publishing = new Publishing();
    IntStream.rangeClosed(1, 30).forEach(n -> publishing.movie(n, "War Part " + n, 1990, n));
    GenerationId generation = publishing.publish(store);
    assertThat(catalogue.resembling(generation, TitleQuery.of("war"), 3))
        .extracting(entry -> entry.id().value())
        .containsExactlyInAnyOrder(30, 29, 28);
  }

  @Test
  void searchesAllByTheNumberOfRatingsThenByNumber() {
    GenerationId generation =
        new Publishing()
            .movie(4, "Four", 1994, 10)
            .movie(3, "Three", 1993, 20)
            .movie(2, "Two", 1992, 10)
            .movie(1, "One", 1991, 0)
            .publish(store);
    assertThat(numbers(catalogue.search(generation, everything(0, 100))))
        .containsExactly(3, 2, 4, 1);
  }

  @Test
  void searchesTitlesByWhatTheyShareThenByTheNumberOfRatings() {
    GenerationId generation =
        new Publishing()
            .movie(1, "War", 1990, 1)
            .movie(2, "War of the Stars", 1991, 5)
            .movie(3, "War of the Roses", 1992, 9)
            .movie(4, "Peace", 1993, 100)
            .publish(store);
    Found found = catalogue.search(generation, titled("war", MovieFilter.NONE));
    assertThat(numbers(found)).containsExactly(1, 3, 2);
    assertThat(found.total()).isEqualTo(3);
    assertThat(numbers(catalogue.search(generation, titled("wra of stars", MovieFilter.NONE))))
        .startsWith(2, 3);
  }

  @Test
  void showsOnePageAndCountsAll() {
    Publishing publishing = new Publishing();
    IntStream.rangeClosed(1, 30).forEach(n -> publishing.movie(n, "Film " + n, 1970 + n, 100 - n));
    GenerationId generation = publishing.publish(store);
    Found page = catalogue.search(generation, everything(10, 5));
    assertThat(numbers(page)).containsExactly(11, 12, 13, 14, 15);
    assertThat(page.total()).isEqualTo(30);
    assertThat(page.genres()).isEqualTo(Map.of("Drama", 30L, "War", 30L));
    assertThat(page.decades())
        .containsExactly(
            Map.entry(1970, 9L), Map.entry(1980, 10L), Map.entry(1990, 10L), Map.entry(2000, 1L));
    Found none = catalogue.search(generation, everything(0, 0));
    assertThat(none.movies()).isEmpty();
    assertThat(none.total()).isEqualTo(30);
    assertThat(catalogue.search(generation, everything(30, 5)).movies()).isEmpty();
  }

  @Test
  void countsExactlyHoweverManyThereAre() {
    Publishing publishing = new Publishing();
    IntStream.rangeClosed(1, 10_001).forEach(n -> publishing.movie(n, "Film " + n, 1990, 1));
    GenerationId generation = publishing.publish(store);
    assertThat(catalogue.search(generation, everything(9_999, 1)).total()).isEqualTo(10_001);
  }

  @Test
  void countsGenresMostFirst() {
    GenerationId generation = genres().publish(store);
    assertThat(catalogue.search(generation, everything(0, 1)).genres())
        .containsExactly(
            Map.entry("Comedy", 3L), Map.entry("Crime", 2L), Map.entry("Film-Noir", 1L));
  }

  @Test
  void findsWhatHasAnyOrAllOfTheGenres() {
    GenerationId generation = genres().publish(store);
    Set<String> both = Set.of("Comedy", "Crime");
    assertThat(filtered(generation, filter(both, GenreMatch.ANY))).containsExactly(1, 2, 3, 4);
    assertThat(filtered(generation, filter(both, GenreMatch.ALL))).containsExactly(2);
    assertThat(filtered(generation, filter(Set.of("Film-Noir"), GenreMatch.ALL)))
        .containsExactly(4);
    assertThat(filtered(generation, filter(Set.of("comedy"), GenreMatch.ANY))).isEmpty();
    assertThat(filtered(generation, filter(Set.of(), GenreMatch.ALL))).hasSize(5);
  }

  @Test
  void findsWhatWasReleasedInSomeYears() {
    GenerationId generation =
        new Publishing()
            .movie(1, "One", 1989, 9)
            .movie(2, "Two", 1990, 8)
            .movie(3, "Three", 1999, 7)
            .movie(4, "Four", 2000, 6)
            .movie(of(5, Optional.empty(), List.of(), 5))
            .publish(store);
    assertThat(filtered(generation, years(1990, 1999))).containsExactly(2, 3);
    assertThat(filtered(generation, years(1999, null))).containsExactly(3, 4);
    assertThat(filtered(generation, years(null, 1989))).containsExactly(1);
    assertThat(filtered(generation, years(null, null))).hasSize(5);
  }

  @Test
  void findsWhatWasRatedOftenEnoughAndIsNotExcluded() {
    GenerationId generation =
        new Publishing()
            .movie(1, "One", 1991, 30)
            .movie(2, "Two", 1992, 20)
            .movie(3, "Three", 1993, 10)
            .movie(4, "Four", 1994, 0)
            .publish(store);
    MovieFilter filter =
        new MovieFilter(
            Set.of(),
            GenreMatch.ANY,
            Optional.empty(),
            Optional.empty(),
            10,
            Set.of(new MovieId(2)));
    assertThat(filtered(generation, filter)).containsExactly(1, 3);
  }

  @Test
  void narrowsATitleSearch() {
    GenerationId generation = films().publish(store);
    Found found = catalogue.search(generation, titled("blade runner", years(2000, null)));
    assertThat(numbers(found)).containsExactly(176371);
    assertThat(found.total()).isEqualTo(1);
    assertThat(found.decades()).isEqualTo(Map.of(2010, 1L));
  }

  @Test
  void namesWhatBeginsAsSomebodyTypesMostRatedFirst() {
    GenerationId generation = films().publish(store);
    assertThat(titles(beginning(generation, "m", 10)))
        .containsExactly("Matrix, The", "Spider-Man", "Matrix Reloaded, The", "Misérables, Les");
    assertThat(titles(beginning(generation, "matrix", 10)))
        .containsExactly("Matrix, The", "Matrix Reloaded, The");
    assertThat(titles(beginning(generation, "The Mat", 1))).containsExactly("Matrix, The");
    assertThat(titles(beginning(generation, "matrix re", 10)))
        .containsExactly("Matrix Reloaded, The");
    assertThat(titles(beginning(generation, "MISÉ", 10))).containsExactly("Misérables, Les");
    assertThat(beginning(generation, "xyzzy", 10)).isEmpty();
  }

  @Test
  void namesWhatBeginsSoFromALaterWordOnOrByAnotherName() {
    GenerationId generation = films().publish(store);
    assertThat(titles(beginning(generation, "reloa", 10))).containsExactly("Matrix Reloaded, The");
    assertThat(titles(beginning(generation, "space od", 10)))
        .containsExactly("2001: A Space Odyssey");
    assertThat(titles(beginning(generation, "se7", 10))).containsExactly("Seven (a.k.a. Se7en)");
    assertThat(titles(beginning(generation, "fabul", 10))).containsExactly(AMELIE);
    assertThat(titles(beginning(generation, "heat", 10))).containsExactly("Body Heat", "Heat");
  }

  @Test
  void forgivesOneTypoFromTheThirdLetterOn() {
    GenerationId generation = films().publish(store);
    for (String typed : List.of("matt", "mtarix", "maatrix re", "matix relo", "matris")) {
      assertThat(titles(beginning(generation, typed, 10)))
          .as(typed)
          .contains("Matrix Reloaded, The");
    }
    assertThat(titles(beginning(generation, "natr", 10)))
        .containsExactly("Matrix, The", "Matrix Reloaded, The");
    assertThat(titles(beginning(generation, "xe", 10))).isEmpty();
    assertThat(beginning(generation, "mxtrxx", 10)).isEmpty();
  }

  @Test
  void namesWhatBeginsToTheLetterBeforeWhatIsOnlyAlike() {
    GenerationId generation =
        new Publishing()
            .movie(1, "Heart", 1990, 1000)
            .movie(2, "Heat", 1995, 2)
            .movie(3, "Heath", 1996, 3)
            .movie(4, "Hear", 1997, 2000)
            .publish(store);
    assertThat(beginning(generation, "heat", 10))
        .extracting(entry -> entry.id().value())
        .containsExactly(3, 2, 4, 1);
    assertThat(beginning(generation, "heat", 3))
        .extracting(entry -> entry.id().value())
        .containsExactly(3, 2, 4);
  }

  @Test
  void namesEachMovieOnceAndAsManyAsAreAskedFor() {
    Publishing publishing = new Publishing();
    IntStream.rangeClosed(1, 120)
        .forEach(n -> publishing.movie(n, "Star Stars Starring Start of " + n, 1990, n));
    GenerationId generation = publishing.publish(store);
    assertThat(beginning(generation, "star", 100))
        .extracting(entry -> entry.id().value())
        .containsExactlyElementsOf(IntStream.rangeClosed(21, 120).mapToObj(n -> 141 - n).toList());
  }

  @Test
  void findsATitleHoweverLongByItsBeginning() {
    String title = "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb";
    GenerationId generation = new Publishing().movie(1, title, 1964, 97).publish(store);
    assertThat(titles(beginning(generation, title, 10))).containsExactly(title);
    assertThat(titles(beginning(generation, title.substring(0, 60), 10))).containsExactly(title);
  }

  private List<CatalogueEntry> beginning(GenerationId generation, String typed, int limit) {
    return catalogue.beginningWith(generation, FoldedTitle.of(typed), limit);
  }

  private static List<String> titles(List<CatalogueEntry> entries) {
    return entries.stream().map(entry -> entry.movie().title()).toList();
  }

  private static List<Integer> numbers(Found found) {
    return found.movies().stream().map(entry -> entry.id().value()).toList();
  }

  private List<Integer> filtered(GenerationId generation, MovieFilter filter) {
    return numbers(
        catalogue.search(generation, new CatalogueSearch(Optional.empty(), filter, 0, 100)));
  }

  private static CatalogueSearch everything(int offset, int limit) {
    return new CatalogueSearch(Optional.empty(), MovieFilter.NONE, offset, limit);
  }

  private static CatalogueSearch titled(String title, MovieFilter filter) {
    return new CatalogueSearch(Optional.of(TitleQuery.of(title)), filter, 0, 100);
  }

  private static MovieFilter filter(Set<String> genres, GenreMatch match) {
    return new MovieFilter(genres, match, Optional.empty(), Optional.empty(), 0, Set.of());
  }

  private static MovieFilter years(Integer from, Integer to) {
    return new MovieFilter(
        Set.of(), GenreMatch.ANY, Optional.ofNullable(from), Optional.ofNullable(to), 0, Set.of());
  }

  private static Publishing genres() {
    return new Publishing()
        .movie(of(1, Optional.of(1991), List.of("Comedy"), 9))
        .movie(of(2, Optional.of(1992), List.of("Crime", "Comedy"), 8))
        .movie(of(3, Optional.of(1993), List.of("Comedy"), 7))
        .movie(of(4, Optional.of(1994), List.of("Film-Noir", "Crime"), 6))
        .movie(of(5, Optional.of(1995), List.of(), 5));
  }

  private static CatalogueEntry of(
      int id, Optional<Integer> year, List<String> genres, long ratings) {
    return new CatalogueEntry(
        new Movie(new MovieId(id), "Film " + id, year, genres),
        MovieStatistics.of(ratings, 3 * ratings, 3.5));
  }

  private static Publishing films() {
    return new Publishing()
        .movie(2571, "Matrix, The", 1999, 278)
        .movie(6365, "Matrix Reloaded, The", 2003, 96)
        .movie(4973, AMELIE, 2001, 120)
        .movie(47, "Seven (a.k.a. Se7en)", 1995, 203)
        .movie(5349, "Spider-Man", 2002, 122)
        .movie(541, "Blade Runner", 1982, 124)
        .movie(176371, "Blade Runner 2049", 2017, 18)
        .movie(924, "2001: A Space Odyssey", 1968, 109)
        .movie(6, "Heat", 1995, 102)
        .movie(7, "Body Heat", 1981, 300)
        .movie(175303, "It", 2017, 5)
        .movie(68954, "Up", 2009, 105)
        .movie(73, "Misérables, Les", 1995, 7)
        .movie(4963, "Ocean's Eleven", 2001, 119)
        .movie(1036, "Die Hard", 1988, 145)
        .movie(8, "Hard Rain", 1998, 10);
  }

  @Test
  void findsByAllWordsOfOneReadingAlone() {
    GenerationId generation =
        new Publishing()
            .movie(1, "Blade Runner", 1982, 10)
            .movie(2, "Blade Runner 2049", 2017, 5)
            .movie(3, "Blade", 1998, 50)
            .movie(4, "WALL·E", 2008, 7)
            .movie(5, "Maze Runner, The", 2014, 3)
            .publish(store);
    assertThat(named(generation, "blade runer")).containsExactly(1, 2);
    assertThat(named(generation, "blade runner 2049")).containsExactlyInAnyOrder(1, 2);
    assertThat(named(generation, "wall e")).containsExactly(4);
    assertThat(named(generation, "runner blade maze")).isEmpty();
    assertThat(catalogue.named(generation, TitleQuery.of("blade"), 1)).hasSize(1);
  }

  private List<Integer> named(GenerationId generation, String title) {
    return catalogue.named(generation, TitleQuery.of(title), 10).stream()
        .map(entry -> entry.id().value())
        .toList();
  }
}
