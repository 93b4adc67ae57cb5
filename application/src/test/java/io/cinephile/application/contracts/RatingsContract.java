package io.cinephile.application.contracts;

import static io.cinephile.application.contracts.Publishing.ratedAt;
import static io.cinephile.application.contracts.Publishing.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Rating;
import io.cinephile.domain.rating.Ratings;
import io.cinephile.domain.rating.Ratings.Audience;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of ratings has to do. */
public abstract class RatingsContract {
  private static final MovieId MOVIE = new MovieId(10);

  /** More than Elasticsearch answers at once. */
  private static final int MANY = 10_001;

  private RecommendationStore store;
  private Ratings ratings;

  /** A store that holds nothing yet. */
  protected abstract RecommendationStore emptyStore();

  /** The ratings of what that store holds. */
  protected abstract Ratings ratings();

  @BeforeEach
  final void startEmpty() {
    store = emptyStore();
    ratings = ratings();
  }

  @Test
  void namesTheFansMostStarsFirstThenByPseudonym() {
    GenerationId generation =
        new Publishing()
            .rating(5, 10, 4)
            .rating(4, 10, 5)
            .rating(3, 10, 3.5)
            .rating(2, 10, 4.5)
            .rating(1, 10, 4)
            .rating(6, 11, 5)
            .publish(store);
    assertThat(ratings.audienceOf(generation, MOVIE, 10))
        .isEqualTo(new Audience(5, 4, List.of(viewer(4), viewer(2), viewer(1), viewer(5))));
  }

  @Test
  void namesAllViewersWhereNobodyIsAFan() {
    GenerationId generation =
        new Publishing()
            .rating(1, 10, 0.5)
            .rating(2, 10, 3.5)
            .rating(3, 10, 2)
            .rating(4, 11, 5)
            .publish(store);
    assertThat(ratings.audienceOf(generation, MOVIE, 10))
        .isEqualTo(new Audience(3, 0, List.of(viewer(2), viewer(3), viewer(1))));
  }

  @Test
  void countsAllAndNamesNoMoreThanTheLimit() {
    Publishing publishing = new Publishing();
    IntStream.rangeClosed(1, 50).forEach(n -> publishing.rating(n, 10, n <= 20 ? 5 : 2));
    GenerationId generation = publishing.publish(store);
    Audience audience = ratings.audienceOf(generation, MOVIE, 7);
    assertThat(audience)
        .isEqualTo(
            new Audience(
                50, 20, IntStream.rangeClosed(1, 7).mapToObj(Publishing::viewer).toList()));
    assertThat(ratings.audienceOf(generation, MOVIE, 30).members()).hasSize(20);
  }

  @Test
  void doesNotCountWhoRefusesStatisticsAndNamesThemAllTheSame() {
    GenerationId generation =
        new Publishing()
            .rating(1, 10, 5)
            .rating(2, 10, 2)
            .uncountedRating(3, 10, 4.5)
            .uncountedRating(4, 10, 1)
            .uncountedRating(5, 11, 5)
            .publish(store);
    assertThat(ratings.audienceOf(generation, MOVIE, 10))
        .isEqualTo(new Audience(2, 1, List.of(viewer(1), viewer(3))));
    assertThat(ratings.timesRatedSince(generation, Instant.EPOCH)).isEqualTo(Map.of(MOVIE, 2L));
    assertThat(ratings.newest(generation)).isEqualTo(Publishing.ratedAt(2));
    assertThat(ratings.by(generation, List.of(viewer(3), viewer(5)))).hasSize(2);
  }

  @Test
  void findsNobodyWhereNobodyRated() {
    Audience nobody = new Audience(0, 0, List.of());
    GenerationId generation = new Publishing().rating(1, 11, 5).publish(store);
    assertThat(ratings.audienceOf(generation, MOVIE, 10)).isEqualTo(nobody);
    assertThat(ratings.audienceOf(Publishing.freshGeneration(), MOVIE, 10)).isEqualTo(nobody);
  }

  @Test
  void givesBackAllRatingsOfSomeViewers() {
    GenerationId generation =
        new Publishing()
            .rating(1, 10, 5)
            .rating(1, 11, 0.5)
            .rating(2, 10, 3.5)
            .rating(3, 12, 4)
            .publish(store);
    assertThat(ratings.by(generation, List.of(viewer(1), viewer(3), viewer(99))))
        .containsExactlyInAnyOrder(rating(1, 10, 5), rating(1, 11, 0.5), rating(3, 12, 4));
    assertThat(ratings.by(generation, List.of(viewer(99)))).isEmpty();
    assertThat(ratings.by(generation, List.of())).isEmpty();
  }

  @Test
  void givesBackAllRatingsOfAViewerWhoRatedMoreThanIsReadAtOnce() {
    Publishing publishing = new Publishing();
    IntStream.rangeClosed(1, MANY).forEach(n -> publishing.rating(1, n, 4));
    publishing.rating(2, 1, 3);
    GenerationId generation = publishing.publish(store);
    assertThat(ratings.by(generation, List.of(viewer(1), viewer(2))))
        .hasSize(MANY + 1)
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsWhatSomeViewersGaveAMovie() {
    GenerationId generation =
        new Publishing()
            .rating(1, 10, 5)
            .rating(2, 10, 0.5)
            .rating(3, 10, 3)
            .rating(4, 11, 4)
            .publish(store);
    assertThat(ratings.given(generation, MOVIE, List.of(viewer(1), viewer(2), viewer(4))))
        .isEqualTo(Map.of(viewer(1), new Stars(5), viewer(2), new Stars(0.5)));
    assertThat(ratings.given(generation, MOVIE, List.of())).isEmpty();
  }

  @Test
  void countsHowOftenAMovieWasGivenSoManyStars() {
    GenerationId generation =
        new Publishing()
            .rating(1, 10, 5)
            .rating(2, 10, 0.5)
            .rating(3, 10, 5)
            .uncountedRating(4, 10, 5)
            .uncountedRating(5, 10, 2)
            .rating(6, 11, 3)
            .publish(store);
    assertThat(ratings.timesGiven(generation, MOVIE))
        .isEqualTo(Map.of(new Stars(5), 2L, new Stars(0.5), 1L));
    assertThat(ratings.timesGiven(generation, new MovieId(12))).isEmpty();
  }

  @Test
  void countsRecentRatingsFromTheMomentOn() {
    GenerationId generation =
        new Publishing()
            .rating(1, 10, 5)
            .rating(2, 10, 5)
            .rating(3, 10, 1)
            .rating(3, 11, 4)
            .rating(1, 12, 4)
            .publish(store);
    assertThat(ratings.timesRatedSince(generation, ratedAt(2)))
        .isEqualTo(Map.of(MOVIE, 2L, new MovieId(11), 1L));
    assertThat(ratings.timesRatedSince(generation, ratedAt(2).plusMillis(1)))
        .isEqualTo(Map.of(MOVIE, 1L, new MovieId(11), 1L));
    assertThat(ratings.timesRatedSince(generation, ratedAt(4))).isEmpty();
  }

  @Test
  void knowsWhenTheNewestRatingWasGiven() {
    GenerationId generation =
        new Publishing().rating(1, 10, 5).rating(7, 11, 2).rating(3, 12, 4).publish(store);
    assertThat(ratings.newest(generation)).isEqualTo(ratedAt(7));
    assertThat(ratings.newest(new Publishing().publish(store))).isEqualTo(Instant.EPOCH);
  }

  @Test
  void knowsNothingOfAGenerationThatIsNotThere() {
    GenerationId unknown = Publishing.freshGeneration();
    assertThat(ratings.by(unknown, List.of(viewer(1)))).isEmpty();
    assertThat(ratings.given(unknown, MOVIE, List.of(viewer(1)))).isEmpty();
    assertThat(ratings.timesGiven(unknown, MOVIE)).isEmpty();
    assertThat(ratings.timesRatedSince(unknown, Instant.EPOCH)).isEmpty();
    assertThat(ratings.newest(unknown)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void keepsGenerationsApart() {
    GenerationId first = new Publishing().rating(1, 10, 5).publish(store);
    GenerationId second = new Publishing().rating(2, 10, 5).publish(store);
    assertThat(ratings.audienceOf(first, MOVIE, 10).members()).containsExactly(viewer(1));
    assertThat(ratings.audienceOf(second, MOVIE, 10).members()).containsExactly(viewer(2));
  }

  private static Rating rating(int viewer, int movie, double stars) {
    return new Rating(viewer(viewer), new MovieId(movie), new Stars(stars), ratedAt(viewer));
  }
}
