package io.cinephile.application.contracts;

import static io.cinephile.application.contracts.Publishing.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import io.cinephile.domain.rating.RatingStatistics;
import io.cinephile.domain.rating.RatingTotals;
import io.cinephile.domain.rating.RatingTotals.Genre;
import io.cinephile.domain.rating.RatingTotals.Period;
import io.cinephile.domain.rating.Stars;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.recommendation.RecommendationStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What everybody has to do who adds ratings up. */
public abstract class RatingStatisticsContract {
  private RecommendationStore store;
  private RatingStatistics statistics;

  /** A store that holds nothing yet. */
  protected abstract RecommendationStore emptyStore();

  /** The statistics of what that store holds. */
  protected abstract RatingStatistics statistics();

  @BeforeEach
  final void startEmpty() {
    store = emptyStore();
    statistics = statistics();
  }

  @Test
  void addsUpRatingsViewersAndStars() {
    RatingTotals totals =
        totals(
            new Publishing()
                .rating(1, 10, 5)
                .rating(1, 11, 0.5)
                .rating(2, 10, 5)
                .rating(3, 12, 3.5));
    assertThat(totals.ratings()).isEqualTo(4);
    assertThat(totals.viewers()).isEqualTo(3);
    assertThat(totals.meanStars()).isEqualTo(3.5, within(1e-9));
    assertThat(totals.stars()).isEqualTo(Map.of(0.5, 1L, 3.5, 1L, 5.0, 2L));
    assertThat(totals.stars().firstKey()).isEqualTo(0.5);
    assertThat(totals.given(new Stars(5))).isEqualTo(2);
    assertThat(totals.given(new Stars(4.5))).isZero();
  }

  @Test
  void countsAMovieInEachOfItsGenresTheMostRatedFirst() {
    RatingTotals totals =
        totals(
            new Publishing()
                .movie(entry(10, "Drama", "War"))
                .movie(entry(11, "Comedy"))
                .movie(entry(12))
                .rating(1, 10, 5)
                .rating(2, 10, 4)
                .rating(1, 11, 2)
                .rating(1, 12, 1));
    assertThat(totals.genres())
        .containsExactly(
            new Genre("Drama", 2, 4.5), new Genre("War", 2, 4.5), new Genre("Comedy", 1, 2));
  }

  @Test
  void tellsWhenViewersWereActiveByMonthAndByYear() {
    RatingTotals totals =
        totals(
            new Publishing()
                .ratingAt(Instant.parse("1997-12-31T23:59:59.999Z"), 1, 10, 5)
                .ratingAt(Instant.parse("1998-01-01T00:00:00Z"), 1, 11, 5)
                .ratingAt(Instant.parse("1998-01-31T12:00:00Z"), 1, 12, 5)
                .ratingAt(Instant.parse("1998-01-31T12:00:00Z"), 2, 12, 5)
                .ratingAt(Instant.parse("1998-04-01T00:00:00Z"), 2, 10, 5));
    assertThat(totals.months())
        .containsExactly(
            new Period(LocalDate.of(1997, 12, 1), 1, 1),
            new Period(LocalDate.of(1998, 1, 1), 3, 2),
            new Period(LocalDate.of(1998, 4, 1), 1, 1));
    assertThat(totals.years())
        .containsExactly(
            new Period(LocalDate.of(1997, 1, 1), 1, 1), new Period(LocalDate.of(1998, 1, 1), 4, 2));
  }

  @Test
  void leavesOutWhoRefusesStatistics() {
    GenerationId without = new Publishing().rating(1, 10, 5).rating(2, 11, 3).publish(store);
    GenerationId with =
        new Publishing()
            .rating(1, 10, 5)
            .rating(2, 11, 3)
            .uncountedRating(3, 10, 1)
            .uncountedRating(3, 12, 0.5)
            .publish(store);
    assertThat(statistics.totals(with)).isEqualTo(statistics.totals(without));
    assertThat(statistics.totals(with).viewers()).isEqualTo(2);
  }

  @Test
  void leavesOutWhoWasErasedSince() {
    GenerationId generation = new Publishing().rating(1, 10, 5).rating(2, 11, 3).publish(store);
    store.erase(generation, List.of(viewer(2)));
    assertThat(statistics.totals(generation).ratings()).isEqualTo(1);
    assertThat(statistics.totals(generation).viewers()).isEqualTo(1);
  }

  @Test
  void addsUpNothingWhereThereIsNothing() {
    assertThat(totals(new Publishing().movie(10, "Unrated", 1990, 0))).isEqualTo(RatingTotals.NONE);
    assertThat(statistics.totals(Publishing.freshGeneration())).isEqualTo(RatingTotals.NONE);
  }

  private RatingTotals totals(Publishing publishing) {
    return statistics.totals(publishing.publish(store));
  }

  private static CatalogueEntry entry(int id, String... genres) {
    return new CatalogueEntry(
        new Movie(new MovieId(id), "Movie number " + id, Optional.of(1990), List.of(genres)),
        MovieStatistics.of(1, 4, 3.5));
  }
}
