package io.cinephile.application.contracts;

import static io.cinephile.application.contracts.Publishing.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.domain.catalogue.Catalogue;
import io.cinephile.domain.catalogue.Catalogue.SimilarMovie;
import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.catalogue.TitleMatcher;
import io.cinephile.domain.catalogue.TitleQuery;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalogue has to do. */
public abstract class CatalogueContract {
  private static final MovieId MATRIX = new MovieId(2571);
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
    assertThat(catalogue.find(generation, MATRIX)).contains(entry);
    assertThat(catalogue.find(generation, new MovieId(1))).isEmpty();
  }

  @Test
  void findsAMovieOfWhichLittleIsKnown() {
    CatalogueEntry bare =
        new CatalogueEntry(
            new Movie(new MovieId(3), "…", Optional.empty(), List.of()),
            MovieStatistics.of(0, 0, 3.5));
    GenerationId generation = new Publishing().movie(bare).publish(store);
    assertThat(catalogue.find(generation, bare.id())).contains(bare);
  }

  @Test
  void findsManyAndLeavesOutWhatItDoesNotKnow() {
    GenerationId generation =
        new Publishing().movie(1, "One", 1991, 5).movie(2, "Two", 1992, 6).publish(store);
    List<MovieId> asked = List.of(new MovieId(2), new MovieId(7), new MovieId(2), new MovieId(1));
    assertThat(catalogue.find(generation, asked))
        .hasSize(2)
        .containsEntry(new MovieId(1), entry(1, "One", 1991, 5))
        .containsEntry(new MovieId(2), entry(2, "Two", 1992, 6));
    assertThat(catalogue.find(generation, List.of())).isEmpty();
  }

  @Test
  void knowsNothingOfAGenerationThatIsNotThere() {
    GenerationId unknown = Publishing.freshGeneration();
    assertThat(catalogue.find(unknown, MATRIX)).isEmpty();
    assertThat(catalogue.find(unknown, List.of(MATRIX))).isEmpty();
    assertThat(catalogue.resembling(unknown, TitleQuery.of("matrix"), 10)).isEmpty();
    assertThat(catalogue.mostRated(unknown, 10)).isEmpty();
    assertThat(catalogue.similarTo(unknown, MATRIX, 10)).isEmpty();
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
  void ordersByTheNumberOfRatingsThenByNumber() {
    GenerationId generation =
        new Publishing()
            .movie(4, "Four", 1994, 10)
            .movie(3, "Three", 1993, 20)
            .movie(2, "Two", 1992, 10)
            .movie(1, "One", 1991, 0)
            .publish(store);
    assertThat(catalogue.mostRated(generation, 3))
        .extracting(entry -> entry.id().value())
        .containsExactly(3, 2, 4);
    assertThat(catalogue.mostRated(generation, 100)).hasSize(4);
  }

  @Test
  void findsTheNearestDirectionsWhateverTheLength() {
    CatalogueEntry near = entry(2, "Near", 1992, 1);
    GenerationId generation =
        new Publishing()
            .movie(entry(1, "Own", 1991, 1), 1, 0, 0)
            .movie(near, 100, 10, 0)
            .movie(entry(3, "Right angle", 1993, 1), 0, 0.001f, 0)
            .movie(entry(4, "Opposite", 1994, 1), -3, 0, 0)
            .movie(entry(5, "Unlearnt", 1995, 1))
            .movie(entry(6, "Null", 1996, 1), 0, 0, 0)
            .publish(store);
    List<SimilarMovie> similar = catalogue.similarTo(generation, new MovieId(1), 10);
    assertThat(similar).extracting(movie -> movie.entry().id().value()).containsExactly(2, 3, 4);
    assertThat(similar.get(0).entry()).isEqualTo(near);
    assertThat(similar.get(0).cosine()).isCloseTo(1 / Math.sqrt(1.01), within(1e-4));
    assertThat(similar.get(1).cosine()).isCloseTo(0, within(1e-4));
    assertThat(similar.get(2).cosine()).isCloseTo(-1, within(1e-4));
    assertThat(catalogue.similarTo(generation, new MovieId(1), 1)).hasSize(1);
  }

  @Test
  void findsNothingSimilarToWhatHasNoFactors() {
    GenerationId generation =
        new Publishing()
            .movie(entry(1, "Learnt", 1991, 1), 1, 0)
            .movie(entry(2, "Unlearnt", 1992, 1))
            .publish(store);
    assertThat(catalogue.similarTo(generation, new MovieId(2), 10)).isEmpty();
    assertThat(catalogue.similarTo(generation, new MovieId(99), 10)).isEmpty();
    assertThat(catalogue.similarTo(generation, new MovieId(1), 10)).isEmpty();
  }

  @Test
  void findsNothingSimilarWhereNothingWasLearnt() {
    GenerationId generation = new Publishing().movie(1, "One", 1991, 1).publish(store);
    assertThat(catalogue.similarTo(generation, new MovieId(1), 10)).isEmpty();
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
}
