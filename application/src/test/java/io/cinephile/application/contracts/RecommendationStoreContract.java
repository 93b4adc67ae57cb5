package io.cinephile.application.contracts;

import static io.cinephile.application.contracts.Publishing.freshGeneration;
import static io.cinephile.application.contracts.Publishing.published;
import static io.cinephile.application.contracts.Publishing.recommendations;
import static io.cinephile.application.contracts.Publishing.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.Ballot;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.recommendation.RecommendationStore.Counts;
import io.cinephile.domain.recommendation.RecommendationStore.IncompleteGenerationException;
import io.cinephile.domain.recommendation.RecommendationStore.LearntMovie;
import io.cinephile.domain.recommendation.RecommendationStore.Publication;
import io.cinephile.domain.recommendation.RecommendationStore.PublishedViewer;
import io.cinephile.domain.recommendation.RecommendationStore.ViewerProfile;
import io.cinephile.domain.training.MovieFactors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every recommendation store has to do. */
public abstract class RecommendationStoreContract {
  /** More than Elasticsearch answers at once. */
  private static final int MANY = 10_001;

  private static final Counts NOTHING = new Counts(0, 0, 0);

  private RecommendationStore store;

  /** A store that holds nothing yet. */
  protected abstract RecommendationStore emptyStore();

  /** Takes one rating away from that store, behind its back. */
  protected abstract void loseRating(GenerationId generation, Pseudonym viewer, MovieId movie);

  /** Takes all ratings away from that store, and what they lie in. */
  protected abstract void loseRatings(GenerationId generation);

  @BeforeEach
  final void startEmpty() {
    store = emptyStore();
  }

  @Test
  void servesNothingAtFirst() {
    assertThat(store.serving()).isEmpty();
    assertThat(store.stored()).isEmpty();
  }

  @Test
  void servesAGenerationAfterItIsActivatedAndNotBefore() {
    GenerationId generation = small().publish(store);
    assertThat(store.serving()).isEmpty();
    store.activate(generation);
    assertThat(store.serving()).contains(generation);
  }

  @Test
  void servesTheLastActivatedOfSeveralAndCanGoBack() {
    GenerationId first = small().publish(store);
    GenerationId second = small().publish(store);
    store.activate(first);
    store.activate(second);
    assertThat(store.serving()).contains(second);
    store.activate(first);
    assertThat(store.serving()).contains(first);
    store.activate(first);
    assertThat(store.serving()).contains(first);
  }

  @Test
  void countsWhatItHoldsWhenItSeals() {
    Publication publication = small().write(store, freshGeneration());
    assertThat(publication.seal()).isEqualTo(new Counts(3, 4, 2));
  }

  @Test
  void sealsAnEmptyGeneration() {
    GenerationId generation = freshGeneration();
    assertThat(store.open(generation).seal()).isEqualTo(new Counts(0, 0, 0));
    store.activate(generation);
    assertThat(store.serving()).contains(generation);
  }

  @Test
  void addsUpSeveralCallsOfTheSameKind() {
    Publication publication = store.open(freshGeneration());
    List<Long> reported = new ArrayList<>();
    int[] none = {};
    publication.recommendations(Stream.of(published(1, none, 1, 2)), reported::add);
    publication.recommendations(
        Stream.of(published(2, none, 1, 2), published(3, none, 1, 2)), reported::add);
    assertThat(reported).containsExactly(1L, 2L);
    assertThat(publication.seal()).isEqualTo(new Counts(0, 0, 3));
  }

  @Test
  void knowsTheNameOfItsGeneration() {
    GenerationId generation = freshGeneration();
    assertThat(store.open(generation).generation()).isEqualTo(generation);
  }

  @Test
  void refusesANameThatIsTaken() {
    GenerationId generation = small().publish(store);
    assertThatThrownBy(() -> store.open(generation))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(generation.value());
  }

  @Test
  void lacksNothingThatIsWhole() {
    assertThat(store.lack(small().publish(store))).isEmpty();
  }

  @Test
  void refusesToServeWhatWasNotSealed() {
    GenerationId generation = freshGeneration();
    small().write(store, generation);
    assertIsRefused(generation, "not written to the end");
    assertThat(store.serving()).isEmpty();
  }

  @Test
  void refusesToServeWhatLostADocument() {
    GenerationId generation = small().publish(store);
    loseRating(generation, viewer(1), new MovieId(10));
    assertIsRefused(generation, "3 of 3 movies, 3 of 4 ratings and 2 of 2 viewers");
  }

  @Test
  void erasesViewersAndStaysWhole() {
    GenerationId generation = small().publish(store);
    assertThat(store.held(generation, List.of(viewer(1)))).isNotEqualTo(NOTHING);
    Counts of2 = store.held(generation, List.of(viewer(2)));

    assertThat(store.erase(generation, List.of(viewer(1), viewer(99)))).isTrue();

    assertThat(store.held(generation, List.of(viewer(1)))).isEqualTo(NOTHING);
    assertThat(store.profiles(generation, List.of(viewer(1)))).isEmpty();
    assertThat(store.held(generation, List.of(viewer(2)))).isEqualTo(of2);
    assertThat(store.lack(generation)).isEmpty();
    store.activate(generation);
    assertThat(store.erase(generation, List.of(viewer(1)))).isTrue();
    assertThat(store.erase(generation, List.of(viewer(2)))).isTrue();
    assertThat(store.lack(generation)).isEmpty();
    assertThat(store.serving()).contains(generation);
  }

  @Test
  void takesNoErasureForALossAndNoLossForAnErasure() {
    GenerationId generation = small().publish(store);
    loseRating(generation, viewer(1), new MovieId(10));
    assertThat(store.erase(generation, List.of(viewer(2)))).isTrue();
    assertThat(store.held(generation, List.of(viewer(2)))).isEqualTo(NOTHING);
    assertThat(store.lack(generation)).isPresent();
  }

  @Test
  void erasesNothingFromWhatIsBeingWritten() {
    GenerationId generation = freshGeneration();
    Publication publication = small().write(store, generation);
    assertThat(store.erase(generation, List.of(viewer(1)))).isFalse();
    assertThat(publication.seal()).isEqualTo(new Counts(3, 4, 2));
    assertThat(store.erase(generation, List.of(viewer(1)))).isTrue();
    assertThat(store.held(generation, List.of(viewer(1)))).isEqualTo(NOTHING);
  }

  @Test
  void erasesFromWhatIsNotStored() {
    assertThat(store.erase(freshGeneration(), List.of(viewer(1)))).isTrue();
    assertThat(store.held(freshGeneration(), List.of(viewer(1)))).isEqualTo(NOTHING);
    GenerationId generation = small().publish(store);
    loseRatings(generation);
    assertThat(store.erase(generation, List.of(viewer(1)))).isTrue();
    assertThat(store.held(generation, List.of(viewer(1)))).isEqualTo(NOTHING);
    assertThat(store.lack(generation)).isPresent();
  }

  @Test
  void refusesToServeWhatLostAnIndex() {
    GenerationId generation = small().publish(store);
    loseRatings(generation);
    assertIsRefused(generation, "no index of ratings");
  }

  @Test
  void refusesToServeWhatIsNotThere() {
    GenerationId served = small().publish(store);
    store.activate(served);
    assertIsRefused(freshGeneration(), "not stored");
    assertThat(store.serving()).contains(served);
  }

  private void assertIsRefused(GenerationId generation, String lack) {
    assertThat(store.lack(generation))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).contains(generation.value()).contains(lack));
    assertThatThrownBy(() -> store.activate(generation))
        .isInstanceOf(IncompleteGenerationException.class)
        .hasMessageContaining(generation.value())
        .hasMessageContaining(lack);
  }

  @Test
  void listsAllThatIsStoredOldestFirst() {
    GenerationId halfWritten = freshGeneration();
    store.open(halfWritten);
    GenerationId whole = small().publish(store);
    assertThat(store.stored()).containsExactly(halfWritten, whole);
  }

  @Test
  void deletesAGenerationButNotTheServedOne() {
    GenerationId served = small().publish(store);
    GenerationId other = small().publish(store);
    GenerationId halfWritten = freshGeneration();
    store.open(halfWritten);
    store.activate(served);

    store.delete(other);
    store.delete(halfWritten);
    store.delete(freshGeneration());
    assertThatThrownBy(() -> store.delete(served))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(served.value());

    assertThat(store.stored()).containsExactly(served);
    assertThat(store.profiles(served, List.of(viewer(1)))).hasSize(1);
    assertThat(store.profiles(other, List.of(viewer(1)))).isEmpty();
    assertThat(store.ballots(other, List.of(viewer(1)), 10)).isEmpty();
    assertThat(store.movies(other)).isEmpty();
    assertThat(store.holdoutFactors(other)).isEmpty();
  }

  @Test
  void givesBackProfilesAsTheyWerePublished() {
    int[] movies = IntStream.rangeClosed(1, 100).toArray();
    ViewerProfile heavy =
        new ViewerProfile(
            recommendations(7, movies), new float[] {0.25f, -1}, new float[] {3, 0.1f, 0.2f});
    ViewerProfile unranked =
        new ViewerProfile(recommendations(8), new float[0], new float[] {0, 0, -0.5f});
    GenerationId generation =
        new Publishing().profile(heavy).profile(unranked).profile(9, 1).publish(store);
    assertThat(store.profiles(generation, List.of(viewer(7), viewer(99), viewer(8))))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrder(heavy, unranked);
  }

  @Test
  void doesNotKnowAViewerThatItWasNotTold() {
    GenerationId generation = small().publish(store);
    assertThat(store.profiles(generation, List.of(viewer(99)))).isEmpty();
    assertThat(store.profiles(generation, List.of())).isEmpty();
    assertThat(store.ballots(generation, List.of(viewer(99)), 10)).isEmpty();
    assertThat(store.ballots(generation, List.of(), 10)).isEmpty();
  }

  @Test
  void keepsGenerationsApart() {
    GenerationId first = new Publishing().profile(1, 11).publish(store);
    GenerationId second = new Publishing().profile(1, 22).publish(store);
    assertThat(store.ballots(first, List.of(viewer(1)), 10))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(Ballot.of(published(1, new int[0], 11), 10));
    assertThat(store.ballots(second, List.of(viewer(1)), 10))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(Ballot.of(published(1, new int[0], 22), 10));
  }

  @Test
  void answersForManyViewersUpToTheDepth() {
    Publishing publishing = new Publishing();
    IntStream.rangeClosed(1, 40).forEach(n -> publishing.profile(n, n, n + 1, n + 2, n + 3));
    GenerationId generation = publishing.publish(store);
    List<Ballot> found =
        store.ballots(
            generation, IntStream.rangeClosed(31, 50).mapToObj(Publishing::viewer).toList(), 3);
    assertThat(found)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(31, 40)
                .mapToObj(n -> Ballot.of(published(n, new int[0], n, n + 1, n + 2), 3))
                .toList());
  }

  @Test
  void givesBackWithABallotWhatItsViewerHasRated() {
    PublishedViewer heavy =
        published(1, IntStream.rangeClosed(1, 40_000).map(n -> 300 * n).toArray(), 11, 12);
    PublishedViewer light = published(2, new int[] {Integer.MAX_VALUE}, 11);
    GenerationId generation = new Publishing().viewer(heavy).viewer(light).publish(store);
    assertThat(store.ballots(generation, List.of(viewer(1), viewer(2)), 2))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrder(Ballot.of(heavy, 2), Ballot.of(light, 2));
  }

  @Test
  void givesShorterListsWhole() {
    GenerationId generation = new Publishing().profile(1, 5, 6).publish(store);
    assertThat(store.ballots(generation, List.of(viewer(1)), 50).get(0).movies())
        .containsExactly(5, 6);
  }

  @Test
  void givesBackAllMoviesInTheOrderOfTheirNumbersWithWhatWasLearnt() {
    CatalogueEntry bare =
        new CatalogueEntry(
            new Movie(new MovieId(30), "…", Optional.empty(), List.of()),
            MovieStatistics.of(0, 0, 3.5));
    CatalogueEntry two = Publishing.entry(2, "Two", 1992, 6);
    CatalogueEntry four = Publishing.entry(4, "Four", 1994, 3);
    CatalogueEntry nine = Publishing.entry(9, "Nine", 1999, 1);
    MovieFactors learnt =
        new MovieFactors(two.id(), new float[] {0.1f, -2}, new float[] {3, 0.3f, 0.2f, 1});
    MovieFactors nowhere =
        new MovieFactors(four.id(), new float[] {0, 0}, new float[] {0, 0, 0.1f, 1});
    MovieFactors unranked =
        new MovieFactors(nine.id(), new float[0], new float[] {-1, 0, 0.25f, 1});
    GenerationId generation =
        new Publishing()
            .movie(bare)
            .movie(nine)
            .factors(unranked)
            .movie(two)
            .factors(learnt)
            .holdoutFactors(new MovieFactors(two.id(), new float[] {8, 8}, new float[] {8, 8, 1}))
            .movie(four)
            .factors(nowhere)
            .publish(store);
    try (Stream<LearntMovie> movies = store.movies(generation)) {
      assertThat(movies)
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactly(
              new LearntMovie(two, Optional.of(learnt)),
              new LearntMovie(four, Optional.of(nowhere)),
              new LearntMovie(nine, Optional.of(unranked)),
              new LearntMovie(bare, Optional.empty()));
    }
  }

  @Test
  void givesBackAllOfManyMovies() {
    Publishing publishing = new Publishing();
    IntStream.rangeClosed(1, MANY)
        .forEach(n -> publishing.movie(Publishing.entry(n, "Number " + n, 1990, 1), n, 1));
    GenerationId generation = publishing.publish(store);
    try (Stream<LearntMovie> movies = store.movies(generation)) {
      assertThat(movies)
          .allMatch(
              movie -> movie.factors().orElseThrow().ranking()[0] == movie.entry().id().value())
          .extracting(movie -> movie.entry().id().value())
          .isEqualTo(IntStream.rangeClosed(1, MANY).boxed().toList());
    }
  }

  @Test
  void hasNoMoviesWhereNoneArePublished() {
    assertThat(store.movies(freshGeneration())).isEmpty();
    assertThat(store.movies(new Publishing().publish(store))).isEmpty();
  }

  @Test
  void givesBackWhatWasLearntWithoutTheHoldout() {
    MovieFactors learnt =
        new MovieFactors(new MovieId(1), new float[] {0.1f, -2}, new float[] {3, 0.3f, 0.2f, 1});
    MovieFactors unranked =
        new MovieFactors(new MovieId(2), new float[0], new float[] {-1, 0, 0.25f, 1});
    MovieFactors nowhere =
        new MovieFactors(new MovieId(3), new float[] {0, 0}, new float[] {0, 0, 0, 1});
    GenerationId generation =
        new Publishing()
            .movie(Publishing.entry(1, "One", 1991, 3), 7, 8)
            .movie(2, "Two", 1992, 2)
            .movie(3, "Three", 1993, 1)
            .movie(4, "Unlearnt", 1994, 0)
            .holdoutFactors(learnt)
            .holdoutFactors(unranked)
            .holdoutFactors(nowhere)
            .publish(store);
    assertThat(store.holdoutFactors(generation))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrder(learnt, unranked, nowhere);
  }

  @Test
  void givesBackTheHoldoutFactorsOfManyMovies() {
    Publishing publishing = new Publishing();
    IntStream.rangeClosed(1, MANY)
        .forEach(
            n ->
                publishing
                    .movie(n, "Movie number " + n, 1990, 1)
                    .holdoutFactors(
                        new MovieFactors(new MovieId(n), new float[] {n}, new float[] {n, 1, 1})));
    GenerationId generation = publishing.publish(store);
    assertThat(store.holdoutFactors(generation))
        .hasSize(MANY)
        .allMatch(factors -> factors.ranking()[0] == factors.movie().value())
        .extracting(MovieFactors::movie)
        .doesNotHaveDuplicates();
  }

  @Test
  void hasNoHoldoutFactorsWhereNoneWerePublished() {
    assertThat(store.holdoutFactors(freshGeneration())).isEmpty();
    GenerationId generation =
        new Publishing().movie(Publishing.entry(1, "One", 1991, 3), 7, 8).publish(store);
    assertThat(store.holdoutFactors(generation)).isEmpty();
  }

  private static Publishing small() {
    return new Publishing()
        .rating(1, 10, 4)
        .rating(1, 11, 3.5)
        .rating(2, 10, 0.5)
        .rating(2, 12, 5)
        .profile(1, 12)
        .profile(2, 11);
  }
}
