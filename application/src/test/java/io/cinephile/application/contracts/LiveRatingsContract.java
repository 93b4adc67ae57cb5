package io.cinephile.application.contracts;

import static io.cinephile.application.contracts.Publishing.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.privacy.ViewerSet;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.rating.NumberedChange;
import io.cinephile.domain.rating.RatingChange;
import io.cinephile.domain.rating.Stars;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of live ratings has to do. */
public abstract class LiveRatingsContract {
  private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final MovieId MOVIE = new MovieId(10);
  private static final int PUTS = 200;

  private LiveRatings ratings;

  /** Live ratings without any change. */
  protected abstract LiveRatings empty();

  /** The same ratings as another process sees them. */
  protected abstract LiveRatings elsewhere();

  @BeforeEach
  final void startEmpty() {
    ratings = empty();
  }

  @Test
  void knowsNoChangeAtFirst() {
    assertThat(ratings.by(List.of(viewer(1)))).isEmpty();
    assertThat(ratings.about(MOVIE, 10)).isEmpty();
    assertThat(all(ratings)).isEmpty();
    assertThat(ratings.timesRatedAfter(Instant.EPOCH, ViewerSet.NOBODY)).isEmpty();
    assertThat(ratings.newest(ViewerSet.NOBODY)).isEqualTo(Instant.EPOCH);
    assertThat(ratings.countBefore(Instant.now())).isZero();
    assertThat(ratings.removeBefore(Instant.now())).isZero();
  }

  @Test
  void showsEveryReaderAChangeAsSoonAsItIsPut() {
    for (int n = 1; n <= 10; n++) {
      RatingChange change = change(1, 10, n / 2.0, n);
      ratings.put(change);
      for (LiveRatings reader : List.of(ratings, elsewhere())) {
        assertThat(reader.by(List.of(viewer(1)))).containsExactly(change);
        assertThat(reader.about(MOVIE, 10)).containsExactly(change);
        assertThat(all(reader)).containsExactly(change);
      }
    }
  }

  @Test
  void keepsTheLastOfWhatWasPutEvenIfItsTimeIsEarlier() {
    ratings.put(change(1, 10, 5, 9));
    ratings.put(change(1, 10, 2, 8));
    assertThat(ratings.by(List.of(viewer(1)))).containsExactly(change(1, 10, 2, 8));
  }

  @Test
  void keepsAChangeOnceHoweverOftenItIsPut() {
    RatingChange change = change(1, 10, 5, 1);
    IntStream.range(0, 3).forEach(n -> ratings.put(change));
    assertThat(all(ratings)).containsExactly(change);
  }

  @Test
  void erasesAllOfSomeViewersForEveryReader() {
    Stream.of(change(1, 10, 5, 1), change(1, 11, 5, 2), change(2, 10, 4, 3)).forEach(ratings::put);
    assertThat(ratings.erase(List.of(viewer(1), viewer(99)))).isEqualTo(2);
    for (LiveRatings reader : List.of(ratings, elsewhere())) {
      assertThat(reader.by(List.of(viewer(1)))).isEmpty();
      assertThat(all(reader)).containsExactly(change(2, 10, 4, 3));
    }
    assertThat(ratings.erase(List.of(viewer(1)))).isZero();
  }

  @Test
  void erasesFromNothing() {
    assertThat(ratings.erase(List.of(viewer(1)))).isZero();
  }

  @Test
  void keepsThatARatingWasTakenBack() {
    RatingChange takenBack = new RatingChange(viewer(1), MOVIE, Optional.empty(), TIME);
    ratings.put(change(1, 10, 5, 1));
    ratings.put(takenBack);
    assertThat(ratings.by(List.of(viewer(1)))).containsExactly(takenBack);
    assertThat(ratings.about(MOVIE, 10)).containsExactly(takenBack);
    RatingChange again = change(1, 10, 0.5, 2);
    ratings.put(again);
    assertThat(ratings.by(List.of(viewer(1)))).containsExactly(again);
  }

  @Test
  void tellsWhatSomeViewersChangedNewestFirst() {
    RatingChange oldest = change(1, 10, 5, 1);
    RatingChange middle = change(2, 10, 4, 2);
    RatingChange newest = change(1, 11, 3, 3);
    RatingChange atTheSameTime = change(1, 12, 3, 3);
    Stream.of(middle, atTheSameTime, oldest, newest, change(3, 10, 1, 4)).forEach(ratings::put);
    assertThat(ratings.by(List.of(viewer(1), viewer(2), viewer(99))))
        .containsExactly(newest, atTheSameTime, middle, oldest);
    assertThat(ratings.by(List.of(viewer(99)))).isEmpty();
    assertThat(ratings.by(List.of())).isEmpty();
  }

  @Test
  void tellsWhatWasChangedAboutAMovieNewestFirstUpToTheLimit() {
    IntStream.rangeClosed(1, 5).forEach(n -> ratings.put(change(n, 10, 4, n)));
    ratings.put(change(6, 11, 4, 6));
    assertThat(ratings.about(MOVIE, 3))
        .containsExactly(change(5, 10, 4, 5), change(4, 10, 4, 4), change(3, 10, 4, 3));
    assertThat(ratings.about(MOVIE, 100)).hasSize(5);
  }

  @Test
  void countsWhatWasRatedAfterAMomentAndNotTakenBack() {
    Stream.of(change(1, 10, 5, 1), change(2, 10, 4, 2), change(3, 10, 3, 3), change(4, 11, 3, 3))
        .forEach(ratings::put);
    ratings.put(new RatingChange(viewer(5), MOVIE, Optional.empty(), TIME.plusSeconds(4)));
    assertThat(ratings.timesRatedAfter(TIME.plusSeconds(1), ViewerSet.NOBODY))
        .isEqualTo(Map.of(MOVIE, 2L, new MovieId(11), 1L));
    assertThat(ratings.timesRatedAfter(TIME.plusSeconds(3), ViewerSet.NOBODY)).isEmpty();
    assertThat(ratings.newest(ViewerSet.NOBODY)).isEqualTo(TIME.plusSeconds(4));
  }

  @Test
  void doesNotCountWhoIsLeftOut() {
    Stream.of(change(1, 10, 5, 1), change(2, 10, 4, 2), change(3, 11, 3, 3)).forEach(ratings::put);
    ViewerSet some = ViewerSet.of(Set.of(viewer(2), viewer(3), viewer(99)));
    assertThat(ratings.timesRatedAfter(Instant.EPOCH, some)).isEqualTo(Map.of(MOVIE, 1L));
    assertThat(ratings.newest(some)).isEqualTo(TIME.plusSeconds(1));
    ViewerSet allButOne = ViewerSet.allBut(Set.of(viewer(2)));
    assertThat(ratings.timesRatedAfter(Instant.EPOCH, allButOne)).isEqualTo(Map.of(MOVIE, 1L));
    assertThat(ratings.newest(allButOne)).isEqualTo(TIME.plusSeconds(2));
    ViewerSet all = ViewerSet.allBut(Set.of());
    assertThat(ratings.timesRatedAfter(Instant.EPOCH, all)).isEmpty();
    assertThat(ratings.newest(all)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void tellsAllByViewerThenByMovie() {
    RatingChange first = change(1, 2, 5, 9);
    RatingChange second = change(1, 10, 4, 1);
    RatingChange third = change(2, 1, 3, 5);
    Stream.of(third, second, first).forEach(ratings::put);
    assertThat(all(ratings)).containsExactly(first, second, third);
  }

  @Test
  void numbersChangesInTheOrderInWhichTheyWereMade() {
    assertThat(numberedFrom(ratings, 0)).isEmpty();
    assertThat(ratings.newestNumbered()).isEmpty();
    Stream.of(change(1, 10, 5, 3), change(2, 11, 4, 2), change(3, 12, 3, 1)).forEach(ratings::put);
    for (LiveRatings reader : List.of(ratings, elsewhere())) {
      List<NumberedChange> all = numberedFrom(reader, 0);
      assertThat(all)
          .extracting(NumberedChange::viewer)
          .containsExactly(viewer(1), viewer(2), viewer(3));
      assertThat(all).extracting(change -> change.movie().value()).containsExactly(10, 11, 12);
      assertThat(all).extracting(NumberedChange::number).isSorted().doesNotHaveDuplicates();
      assertThat(numberedFrom(reader, all.get(1).number())).isEqualTo(all.subList(1, 3));
      assertThat(numberedFrom(reader, all.get(2).number() + 1)).isEmpty();
      assertThat(reader.newestNumbered()).contains(all.get(2));
    }
  }

  @Test
  void givesAChangeInThePlaceOfAnotherAHigherNumber() {
    Stream.of(change(1, 10, 5, 1), change(2, 11, 4, 2)).forEach(ratings::put);
    long highest = ratings.newestNumbered().orElseThrow().number();
    ratings.put(new RatingChange(viewer(1), MOVIE, Optional.empty(), TIME));
    List<NumberedChange> all = numberedFrom(ratings, 0);
    assertThat(all).extracting(NumberedChange::viewer).containsExactly(viewer(2), viewer(1));
    assertThat(all.get(1).number()).isGreaterThan(highest);
  }

  @Test
  void numbersNoChangesThatWereErased() {
    Stream.of(change(1, 10, 5, 1), change(2, 11, 4, 2)).forEach(ratings::put);
    ratings.erase(List.of(viewer(2)));
    assertThat(numberedFrom(ratings, 0))
        .extracting(NumberedChange::viewer)
        .containsExactly(viewer(1));
  }

  @Test
  void removesWhatWasRatedBeforeAMomentButKeepsWhatWasTakenBack() {
    RatingChange takenBack = new RatingChange(viewer(1), MOVIE, Optional.empty(), TIME);
    RatingChange later = change(2, 10, 4, 3);
    Stream.of(takenBack, later, change(1, 11, 5, 1), change(2, 11, 5, 2)).forEach(ratings::put);
    Instant moment = later.time();
    assertThat(ratings.countBefore(moment)).isEqualTo(2);
    assertThat(all(ratings)).hasSize(4);
    assertThat(ratings.removeBefore(moment)).isEqualTo(2);
    for (LiveRatings reader : List.of(ratings, elsewhere())) {
      assertThat(all(reader)).containsExactly(takenBack, later);
      assertThat(reader.countBefore(moment)).isZero();
    }
    assertThat(ratings.removeBefore(moment)).isZero();
  }

  @Test
  void losesNoneOfManyChangesAtOnce() throws Exception {
    atOnce(n -> change(n % 20, 1 + n / 20, 4, n));
    assertThat(all(ratings))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, PUTS).mapToObj(n -> change(n % 20, 1 + n / 20, 4, n)).toList());
  }

  @Test
  void keepsOneWholeChangeOfManyOfAPairAtOnce() throws Exception {
    IntFunction<RatingChange> changes = n -> change(1, 10, 0.5 + n % 10 / 2.0, n);
    atOnce(changes);
    List<RatingChange> kept = ratings.by(List.of(viewer(1)));
    assertThat(kept).hasSize(1);
    assertThat(IntStream.range(0, PUTS).mapToObj(changes)).containsAll(kept);
    assertThat(elsewhere().by(List.of(viewer(1)))).isEqualTo(kept);
  }

  private void atOnce(IntFunction<RatingChange> changes)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> puts = new ArrayList<>();
      for (int n = 0; n < PUTS; n++) {
        RatingChange change = changes.apply(n);
        puts.add(threads.submit(() -> ratings.put(change)));
      }
      for (Future<?> put : puts) {
        put.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<NumberedChange> numberedFrom(LiveRatings ratings, long least) {
    try (Stream<NumberedChange> changes = ratings.numberedFrom(least)) {
      return changes.toList();
    }
  }

  private static List<RatingChange> all(LiveRatings ratings) {
    try (Stream<RatingChange> all = ratings.all()) {
      return all.toList();
    }
  }

  private static RatingChange change(int viewer, int movie, double stars, int second) {
    return new RatingChange(
        viewer(viewer),
        new MovieId(movie),
        Optional.of(new Stars(stars)),
        TIME.plusSeconds(second));
  }
}
