package io.cinephile.domain.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.cinephile.domain.ranking.FactorIndex.Scored;
import io.cinephile.domain.ranking.Group.Agreement;
import io.cinephile.domain.recommendation.GenerationId;
import io.cinephile.domain.training.TrainingParameters;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupTest {
  private static final float[] STARS = {0, 0, 1};

  /** The first is for one, the second for the other, the third is fair for both. */
  private static final ServedModel MODEL =
      ServedModel.of(
          new GenerationId("20261122-161500-3f9a"),
          TrainingParameters.DEFAULT,
          Stream.of(
              Models.movie(1, 10, new float[] {1, 0}, STARS),
              Models.movie(2, 10, new float[] {0.05f, 1}, STARS),
              Models.movie(3, 10, new float[] {0.5f, 0.5f}, STARS),
              Models.unlearnt(4)));

  private static final Taste ONE = new Taste(new float[] {1, 0}, new float[] {0, 1, 2});
  private static final Taste OTHER = new Taste(new float[] {0, 8}, new float[] {0, 1, 4});
  private static final Taste NOBODY = new Taste(new float[2], new float[] {0, 1, 3});

  private static List<Integer> best(Group group, Agreement agreement) {
    return group.best(agreement, row -> true, 10).stream().map(Scored::row).toList();
  }

  @Test
  void least_misery_prefers_what_nobody_minds_and_the_mean_what_most_is_wanted() {
    Group group = new Group(MODEL, List.of(ONE, OTHER, NOBODY));

    assertThat(group.voices()).isEqualTo(2);
    assertThat(best(group, Agreement.LEAST_MISERY)).containsExactly(2, 1, 0);
    assertThat(best(group, Agreement.MEAN)).containsExactly(1, 0, 2);
  }

  @Test
  void a_loud_member_counts_no_more_than_a_quiet_one() {
    assertThat(best(new Group(MODEL, List.of(ONE, OTHER)), Agreement.MEAN))
        .isEqualTo(
            best(
                new Group(MODEL, List.of(ONE, new Taste(new float[] {0, 1}, OTHER.stars()))),
                Agreement.MEAN));
  }

  @Test
  void stars_are_agreed_on_in_the_same_way() {
    Group group = new Group(MODEL, List.of(ONE, OTHER));

    assertThat(group.predictedStars(Agreement.MEAN, 0)).isEqualTo(3);
    assertThat(group.predictedStars(Agreement.LEAST_MISERY, 0)).isEqualTo(2);
  }

  @Test
  void a_group_without_a_voice_agrees_on_nothing() {
    assertThat(best(new Group(MODEL, List.of(NOBODY)), Agreement.MEAN)).isEmpty();
  }
}
