package io.cinephile.domain.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.catalogue.MovieId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecommendationListTest {
  private static final List<Recommendation> SOME =
      List.of(
          new Recommendation(new MovieId(7), 0.1, 4.5),
          new Recommendation(new MovieId(3), -1.0 / 3, 0.5));

  @Test
  void holdsExactlyWhatItWasMadeFrom() {
    RecommendationList list = RecommendationList.copyOf(SOME);
    assertThat(list).isEqualTo(SOME).hasSameHashCodeAs(SOME).containsExactlyElementsOf(SOME);
    assertThat(RecommendationList.copyOf(list)).isSameAs(list);
    assertThat(RecommendationList.copyOf(List.of())).isEmpty();
  }

  @Test
  void isMadeFromNumbers() {
    assertThat(
            new RecommendationList(
                new int[] {7, 3}, new double[] {0.1, -1.0 / 3}, new double[] {4.5, 0.5}))
        .isEqualTo(SOME);
  }

  @Test
  void refusesNumbersThatDoNotBelongTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecommendationList(new int[2], new double[1], new double[2]))
        .withMessage("2 movies came with 1 scores and 2 predictions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecommendationList(new int[2], new double[2], new double[3]));
  }

  @Test
  void cannotBeChanged() {
    List<Recommendation> list = RecommendationList.copyOf(SOME);
    assertThatThrownBy(() -> list.set(0, SOME.get(1)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
  }
}
