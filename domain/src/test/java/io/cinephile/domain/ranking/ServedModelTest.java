package io.cinephile.domain.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.ranking.FactorIndex.Scored;
import io.cinephile.domain.ranking.ServedModel.Share;
import io.cinephile.domain.rating.Stars;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServedModelTest {
  private static final ServedModel MODEL = Models.model(300, 16, 42);

  private static List<Opinion> opinions(int number, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, number)
        .mapToObj(
            i -> new Opinion(new MovieId(1 + 7 * i), new Stars((1 + random.nextInt(10)) / 2.0)))
        .toList();
  }

  @Test
  void the_shares_of_all_opinions_sum_up_to_the_score() {
    for (int seed = 0; seed < 20; seed++) {
      List<Opinion> opinions = opinions(5 + seed, seed);
      Taste taste = MODEL.taste(opinions);
      for (Scored scored : MODEL.best(taste, row -> true, 20)) {
        MovieId movie = MODEL.movies().entry(scored.row()).id();

        List<Share> shares = MODEL.shares(opinions, movie);

        assertThat(shares.stream().mapToDouble(Share::share).sum())
            .isCloseTo(scored.score(), within(1e-5));
        assertThat(shares)
            .isSortedAccordingTo((a, b) -> Double.compare(b.share(), a.share()))
            .allSatisfy(share -> assertThat(opinions).contains(share.opinion()));
      }
    }
  }

  @Test
  void an_opinion_without_which_the_score_falls_has_a_positive_share() {
    List<Opinion> one = List.of(new Opinion(new MovieId(8), new Stars(5)));

    List<Share> shares = MODEL.shares(one, new MovieId(8));

    assertThat(shares).singleElement().satisfies(share -> assertThat(share.share()).isPositive());
  }

  @Test
  void what_is_unknown_or_not_liked_teaches_no_ranking() {
    Taste none =
        MODEL.taste(
            List.of(
                new Opinion(new MovieId(9999), new Stars(5)),
                new Opinion(new MovieId(3), new Stars(1))));

    assertThat(none.isKnown()).isFalse();
    assertThat(MODEL.best(none, row -> true, 5)).isEmpty();
  }

  @Test
  void a_harsh_viewer_is_expected_to_be_harsh() {
    List<Opinion> harsh =
        IntStream.rangeClosed(1, 40)
            .mapToObj(id -> new Opinion(new MovieId(id), new Stars(0.5)))
            .toList();

    double ofHarsh =
        IntStream.range(100, 200)
            .mapToDouble(row -> MODEL.predictedStars(MODEL.taste(harsh), row))
            .average()
            .orElseThrow();
    double ofNobody =
        IntStream.range(100, 200)
            .mapToDouble(row -> MODEL.predictedStars(MODEL.taste(List.of()), row))
            .average()
            .orElseThrow();

    assertThat(ofHarsh).isLessThan(ofNobody - 0.3);
  }

  @Test
  void similar_to_several_is_the_mean_of_the_cosines() {
    List<MovieId> liked = List.of(new MovieId(5), new MovieId(9), new MovieId(9999));

    for (Scored near : MODEL.similarTo(liked, row -> row > 20, 10)) {
      double mean =
          (MODEL.movies().cosine(4, near.row()) + MODEL.movies().cosine(8, near.row())) / 2;
      assertThat(near.score()).isCloseTo(mean, within(1e-5));
    }
    assertThat(MODEL.similarTo(List.of(new MovieId(9999)), row -> true, 10)).isEmpty();
  }
}
