package io.cinephile.domain.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.ranking.FactorIndex.Scored;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final FactorIndex MOVIES =
      FactorIndex.of(
          Stream.of(
              Models.movie(1, 900, new float[0], new float[0]),
              Models.movie(2, 90, new float[0], new float[0]),
              Models.movie(3, 10, new float[0], new float[0])));

  @Test
  void what_is_rated_more_than_its_share_is_a_trend() {
    Trend trend =
        new Trend(MOVIES, Map.of(new MovieId(1), 80L, new MovieId(2), 18L, new MovieId(3), 2L));

    List<Scored> strongest = trend.strongest(row -> true, 10);

    assertThat(strongest).extracting(Scored::row).containsExactly(1, 2);
    assertThat(strongest.get(0).score()).isCloseTo((18 - 9) / Math.sqrt(10), within(1e-9));
    assertThat(strongest.get(1).score()).isCloseTo((2 - 1) / Math.sqrt(2), within(1e-9));
    assertThat(trend.strongest(row -> row != 1, 10)).extracting(Scored::row).containsExactly(2);
  }

  @Test
  void a_movie_that_the_catalogue_does_not_have_is_no_trend() {
    assertThat(new Trend(MOVIES, Map.of(new MovieId(7), 5L)).strongest(row -> true, 3)).isEmpty();
  }
}
