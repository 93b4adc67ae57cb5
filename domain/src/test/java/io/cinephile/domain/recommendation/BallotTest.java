package io.cinephile.domain.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.catalogue.MovieId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BallotTest {
  @Test
  void those_who_have_rated_a_movie_are_counted_movie_by_movie() {
    List<Ballot> ballots = List.of(of(10), of(10, 11, 20), of(), of(1, 12, 21));

    assertThat(Ballot.timesRated(ballots, movies(21, 10, 11, 13)))
        .isEqualTo(Map.of(new MovieId(10), 2L, new MovieId(11), 1L, new MovieId(21), 1L));
    assertThat(Ballot.timesRated(ballots, List.of())).isEmpty();
    assertThat(Ballot.timesRated(List.of(), movies(10))).isEmpty();
  }

  @Test
  void each_movie_has_its_prediction() {
    assertThatThrownBy(() -> new Ballot(new int[2], new float[1], new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 movies came with 1 predictions");
  }

  private static Ballot of(int... rated) {
    return new Ballot(new int[0], new float[0], rated);
  }

  private static List<MovieId> movies(int... numbers) {
    return Arrays.stream(numbers).mapToObj(MovieId::new).toList();
  }
}
