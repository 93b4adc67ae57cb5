package io.cinephile.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.rating.Ratings.Audience;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RatingHistoryTest {
  private static final Pseudonym VIEWER = viewer(1);
  private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");

  private static Pseudonym viewer(int number) {
    return new Pseudonym("viewer_%015d".formatted(number));
  }

  private static Rating rating(int movie, double stars, int minute) {
    return new Rating(VIEWER, new MovieId(movie), new Stars(stars), TIME.plusSeconds(60L * minute));
  }

  private static RatingChange change(int viewer, int movie, double stars) {
    return new RatingChange(
        viewer(viewer),
        new MovieId(movie),
        stars == 0 ? Optional.empty() : Optional.of(new Stars(stars)),
        TIME.plusSeconds(86_400));
  }

  @Test
  void a_change_replaces_a_withdrawal_removes_and_the_rest_stays() {
    RatingHistory history =
        RatingHistory.of(
            List.of(rating(1, 5, 0), rating(2, 3, 1), rating(3, 4, 2)),
            List.of(change(1, 1, 2), change(1, 2, 0), change(1, 9, 4.5)));

    assertThat(history.changed()).isTrue();
    assertThat(history.ratings())
        .extracting(rating -> rating.movie().value(), rating -> rating.stars().value())
        .containsExactly(tuple(1, 2.0), tuple(9, 4.5), tuple(3, 4.0));
  }

  @Test
  void what_was_known_already_is_no_change() {
    List<Rating> taught = List.of(rating(1, 5, 0));

    assertThat(RatingHistory.of(taught, List.of()).changed()).isFalse();
    assertThat(RatingHistory.of(taught, List.of(change(1, 1, 5))).changed()).isFalse();
    assertThat(RatingHistory.of(taught, List.of(change(1, 7, 0))).changed()).isFalse();
    assertThat(RatingHistory.of(taught, List.of(change(1, 1, 0))).changed()).isTrue();
  }

  @Test
  void an_audience_gains_and_loses_by_live_changes() {
    Audience taught = new Audience(3, 2, List.of(viewer(1), viewer(2)));
    Map<Pseudonym, Stars> former = Map.of(viewer(2), new Stars(4), viewer(3), new Stars(1));

    Audience now =
        taught.changedBy(
            List.of(change(7, 5, 5), change(2, 5, 1), change(3, 5, 0), change(8, 5, 3)),
            former,
            viewer -> true,
            10);

    assertThat(now).isEqualTo(new Audience(4, 2, List.of(viewer(7), viewer(1))));
    assertThat(taught.changedBy(List.of(), Map.of(), viewer -> true, 10)).isEqualTo(taught);
    assertThat(taught.changedBy(List.of(change(7, 5, 5)), Map.of(), viewer -> true, 1).members())
        .containsExactly(viewer(7));
  }

  @Test
  void the_first_fan_of_a_movie_is_its_audience() {
    Audience withoutFans = new Audience(1, 0, List.of(viewer(1)));

    assertThat(withoutFans.changedBy(List.of(change(7, 5, 5)), Map.of(), viewer -> true, 10))
        .isEqualTo(new Audience(2, 1, List.of(viewer(7))));
    assertThat(withoutFans.changedBy(List.of(change(7, 5, 2)), Map.of(), viewer -> true, 10))
        .isEqualTo(new Audience(2, 0, List.of(viewer(7), viewer(1))));
  }

  @Test
  void whose_changes_do_not_count_may_be_in_the_audience_all_the_same() {
    Audience taught = new Audience(3, 2, List.of(viewer(1), viewer(2)));

    assertThat(
            taught.changedBy(
                List.of(change(7, 5, 5), change(8, 5, 5)),
                Map.of(),
                viewer -> !viewer.equals(viewer(7)),
                10))
        .isEqualTo(new Audience(4, 3, List.of(viewer(7), viewer(8), viewer(1), viewer(2))));
  }
}
