package io.cinephile.domain.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.ranking.FactorIndex.Scored;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiversificationTest {
  /** Rows 0 and 1 are alike, row 2 is different. */
  private static final FactorIndex TWINS =
      FactorIndex.of(
          Stream.of(
              Models.movie(1, 1, new float[] {1, 0}, new float[0]),
              Models.movie(2, 1, new float[] {1, 0.01f}, new float[0]),
              Models.movie(3, 1, new float[] {0, 1}, new float[0])));

  private static final List<Scored> CANDIDATES =
      List.of(new Scored(0, 10), new Scored(1, 9), new Scored(2, 5));

  @Test
  void none_leaves_the_order_and_much_puts_what_differs_first() {
    assertThat(new Diversification(TWINS, 0).pick(CANDIDATES, 2))
        .extracting(Scored::row)
        .containsExactly(0, 1);
    assertThat(new Diversification(TWINS, 0.7).pick(CANDIDATES, 2))
        .extracting(Scored::row)
        .containsExactly(0, 2);
  }

  @Test
  void more_diversity_makes_the_closest_pair_on_a_page_less_alike() {
    FactorIndex movies = Models.random(400, 6, 3);
    List<Scored> candidates = movies.best(Models.vector(new Random(4), 6), row -> true, 400);

    double asTheyFit = likeness(movies, new Diversification(movies, 0).pick(candidates, 10));
    double half = likeness(movies, new Diversification(movies, 0.5).pick(candidates, 10));
    double all = likeness(movies, new Diversification(movies, 1).pick(candidates, 10));

    assertThat(half).isLessThan(asTheyFit);
    assertThat(all).isLessThan(half);
  }

  /** Mean cosine of all pairs. */
  private static double likeness(FactorIndex movies, List<Scored> page) {
    double sum = 0;
    for (Scored a : page) {
      for (Scored b : page) {
        sum += a == b ? 0 : movies.cosine(a.row(), b.row());
      }
    }
    return sum / (page.size() * (page.size() - 1));
  }

  @Test
  void a_longer_page_begins_with_the_shorter_one() {
    FactorIndex movies = Models.random(200, 6, 5);
    List<Scored> candidates = movies.best(Models.vector(new Random(6), 6), row -> true, 200);
    Diversification diversification = new Diversification(movies, 0.6);

    assertThat(diversification.pick(candidates, 30))
        .startsWith(diversification.pick(candidates, 12).toArray(Scored[]::new));
    assertThat(diversification.pick(candidates, 999)).hasSize(200).doesNotHaveDuplicates();
    assertThat(diversification.pick(List.of(), 3)).isEmpty();
  }

  @Test
  void is_from_0_to_1() {
    assertThatThrownBy(() -> new Diversification(TWINS, 1.1))
        .isInstanceOf(OutOfRangeException.class);
  }
}
