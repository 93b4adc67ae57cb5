package io.cinephile.domain.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.Movie;
import io.cinephile.domain.catalogue.MovieId;
import io.cinephile.domain.catalogue.MovieStatistics;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AudienceVoteTest {
  private static final float STARS = 4;

  @Test
  void the_first_place_weighs_one_and_the_third_half_of_it() {
    assertThat(AudienceVote.weight(1)).isEqualTo(1);
    assertThat(AudienceVote.weight(3)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void a_share_of_voice_is_the_mean_weight_over_all_ballots() {
    AudienceVote vote = new AudienceVote();
    vote.add(ballot(7, 8));
    vote.add(ballot(8));

    assertThat(vote.ballots()).isEqualTo(2);
    assertThat(vote.share(new MovieId(7), 0)).isEqualTo(0.5);
    assertThat(vote.share(new MovieId(8), 0))
        .isCloseTo((1 + Math.log(2) / Math.log(3)) / 2, within(1e-12));
    assertThat(vote.share(new MovieId(9), 0)).isZero();
    assertThat(vote.share(new MovieId(7), 1)).isEqualTo(1);
    assertThat(vote.candidates(any -> true, 1)).containsExactly(new MovieId(8));
  }

  @Test
  void what_everybody_is_recommended_anyway_loses_to_what_this_audience_is() {
    AudienceVote vote = new AudienceVote();
    vote.add(ballot(1, 2));
    vote.add(ballot(1, 2));
    vote.add(ballot(1, 3));

    List<AudienceVote.Vote> ranked =
        vote.rank(List.of(entry(1, 0.95), entry(2, 0.05), entry(3, 0.3)), Map.of());

    assertThat(ranked).extracting(winner -> winner.entry().id().value()).containsExactly(2, 1, 3);
    assertThat(ranked.get(0).supporters()).isEqualTo(2);
    assertThat(ranked.get(0).predictedStars()).isEqualTo(STARS);
    assertThat(ranked.get(2).score()).isNegative();
  }

  @Test
  void the_score_is_the_absolute_times_the_relative_change_of_the_damped_share() {
    AudienceVote vote = new AudienceVote();
    vote.add(ballot(5));
    vote.add(ballot(6));

    double among = (1 + AudienceVote.DAMPING * 0.1) / (2 + AudienceVote.DAMPING);
    assertThat(vote.rank(List.of(entry(5, 0.1)), Map.of()).get(0).score())
        .isCloseTo((among - 0.1) * among / 0.1, within(1e-12));
  }

  @Test
  void what_most_of_the_audience_has_seen_is_judged_by_those_who_have_not() {
    AudienceVote vote = new AudienceVote();
    for (int voter = 0; voter < 100; voter++) {
      vote.add(voter < 10 ? ballot(1, 3) : voter < 30 ? ballot(2) : ballot(4));
    }

    assertThat(vote.rank(List.of(entry(1, 0.1), entry(2, 0.1)), Map.of(new MovieId(1), 85L)))
        .extracting(winner -> winner.entry().id().value())
        .containsExactly(1, 2);
    assertThat(vote.rank(List.of(entry(1, 0.1), entry(2, 0.1)), Map.of()))
        .extracting(winner -> winner.entry().id().value())
        .containsExactly(2, 1);
  }

  @Test
  void only_the_top_of_a_ballot_counts() {
    AudienceVote vote = new AudienceVote();
    vote.add(ballot(IntStream.rangeClosed(1, 160).toArray()));

    assertThat(vote.candidates(any -> true, 200)).hasSize(AudienceVote.BALLOT_DEPTH);
  }

  @Test
  void no_ballots_elect_nobody() {
    AudienceVote vote = new AudienceVote();

    assertThat(vote.candidates(any -> true, 10)).isEmpty();
    assertThat(vote.rank(List.of(entry(1, 0.5)), Map.of())).isEmpty();
  }

  @Test
  void tens_of_thousands_of_votes_come_out_as_by_a_simpler_count() {
    Random random = new Random(7);
    Map<Integer, Double> weights = new HashMap<>();
    AudienceVote vote = new AudienceVote();
    for (int voter = 0; voter < 300; voter++) {
      int[] movies = random.ints(1, 1 << 20).distinct().limit(100).toArray();
      for (int place = 0; place < movies.length; place++) {
        movies[place] = movies[place] % 3 == 0 ? movies[place] : 1 + movies[place] % 5_000;
      }
      movies = Arrays.stream(movies).distinct().toArray();
      vote.add(ballot(movies));
      for (int place = 0; place < movies.length; place++) {
        weights.merge(movies[place], AudienceVote.weight(place + 1), Double::sum);
      }
    }

    assertThat(vote.candidates(movie -> movie.value() % 2 == 0, 300))
        .extracting(MovieId::value)
        .containsExactlyElementsOf(
            weights.keySet().stream()
                .filter(movie -> movie % 2 == 0)
                .sorted(
                    Comparator.<Integer>comparingDouble(weights::get)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(300)
                .toList());
    assertThat(weights.keySet())
        .allSatisfy(
            movie ->
                assertThat(vote.share(new MovieId(movie), 0))
                    .isCloseTo(weights.get(movie) / 300, within(1e-12)));
  }

  private static Ballot ballot(int... movies) {
    float[] stars = new float[movies.length];
    Arrays.fill(stars, STARS);
    return new Ballot(movies, stars, new int[0]);
  }

  private static CatalogueEntry entry(int id, double shareEverywhere) {
    return new CatalogueEntry(
        new Movie(new MovieId(id), "Movie " + id, Optional.empty(), List.of()),
        new MovieStatistics(10, 4, 4, shareEverywhere));
  }
}
