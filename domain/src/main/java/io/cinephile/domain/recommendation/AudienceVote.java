package io.cinephile.domain.recommendation;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.catalogue.MovieId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Lets the viewers of one movie vote, with their own recommendations as ballots, on what to watch
 * next.
 *
 * <p>A ballot gives the movie at rank {@code r} (from 1) the weight {@code 1 / log2(r + 1)}, the
 * discount of DCG (Järvelin and Kekäläinen, 2002). As nobody is recommended what they rated, only
 * those who have not rated a movie could have voted for it: its <em>share of voice</em> is the sum
 * of its weights over their number. Otherwise what an audience loves most, and has mostly seen,
 * would lose.
 *
 * <p>What everybody is recommended anyway says little about this audience, so the share among the
 * audience, {@code a}, is set against the share among all viewers, {@code b}, by the measure that
 * search engines use for significant terms, the JLH score: {@code (a - b) * a / b}, the absolute
 * times the relative change. Movies that the audience is recommended no more than everybody else
 * follow, in the order of {@code a - b}, below all that gain. So that few votes are no landslide,
 * {@code a} counts {@link #DAMPING} further voters who vote like everybody.
 */
public final class AudienceVote {
  /** How many recommendations of each viewer count as the ballot. */
  public static final int BALLOT_DEPTH = 100;

  /** How many voters like everybody else are added to each audience. */
  public static final double DAMPING = 10;

  private static final double[] WEIGHTS =
      IntStream.rangeClosed(1, BALLOT_DEPTH).mapToDouble(AudienceVote::weight).toArray();

  private final Tallies tallies = new Tallies();
  private int ballots;

  /**
   * A movie that the audience votes for.
   *
   * @param score higher is better; positive where the audience favours it more than everybody does
   * @param supporters how many ballots name it
   * @param predictedStars the mean of what those supporters are expected to give
   */
  public record Vote(CatalogueEntry entry, double score, int supporters, double predictedStars) {}

  /** The weight of rank {@code rank}, which counts from 1. */
  public static double weight(int rank) {
    return Math.log(2) / Math.log(rank + 1.0);
  }

  /** Counts one viewer's ballot; recommendations beyond {@link #BALLOT_DEPTH} are ignored. */
  public void add(Ballot ballot) {
    ballots++;
    int depth = Math.min(BALLOT_DEPTH, ballot.movies().length);
    for (int place = 0; place < depth; place++) {
      tallies.add(ballot.movies()[place], WEIGHTS[place], ballot.predictedStars()[place]);
    }
  }

  /** How many ballots were counted. */
  public int ballots() {
    return ballots;
  }

  /**
   * The share of voice of a movie among the ballots counted so far, from 0 to 1.
   *
   * @param rated how many of those who voted have rated the movie, and could not vote for it
   */
  public double share(MovieId movie, long rated) {
    int slot = tallies.find(movie.value());
    return slot == Tallies.ABSENT ? 0 : tallies.weight(slot) / Math.max(1, ballots - rated);
  }

  /**
   * The movies with the most votes, as candidates to be ranked; ties by number.
   *
   * @param eligible which movies may be candidates
   */
  public List<MovieId> candidates(Predicate<MovieId> eligible, int limit) {
    Comparator<Integer> bestFirst =
        Comparator.<Integer>comparingDouble(tallies::weight)
            .reversed()
            .thenComparing(tallies::movie);
    PriorityQueue<Integer> best = new PriorityQueue<>(bestFirst.reversed());
    double toBeat = 0;
    for (int slot = 0; slot < tallies.slots(); slot++) {
      // Most never come near the best, and need not be asked about.
      if (tallies.isTaken(slot)
          && tallies.weight(slot) >= toBeat
          && eligible.test(new MovieId(tallies.movie(slot)))) {
        best.add(slot);
        if (best.size() > limit) {
          best.remove();
          toBeat = tallies.weight(best.element());
        }
      }
    }
    return best.stream().sorted(bestFirst).map(slot -> new MovieId(tallies.movie(slot))).toList();
  }

  /**
   * Ranks candidates.
   *
   * @param candidates with their share of voice among all viewers; those without a vote are left
   *     out
   * @param rated how many of those who voted have rated each candidate; absent means none
   */
  public List<Vote> rank(Collection<CatalogueEntry> candidates, Map<MovieId, Long> rated) {
    return candidates.stream()
        .filter(entry -> tallies.find(entry.id().value()) != Tallies.ABSENT)
        .map(entry -> vote(entry, rated.getOrDefault(entry.id(), 0L)))
        .sorted(
            Comparator.comparingDouble(Vote::score)
                .reversed()
                .thenComparing(vote -> vote.entry().id()))
        .toList();
  }

  private Vote vote(CatalogueEntry entry, long rated) {
    int slot = tallies.find(entry.id().value());
    double everywhere = Math.max(entry.statistics().recommendedShare(), SMALLEST_SHARE);
    double voters = Math.max(0, ballots - rated);
    double among = (tallies.weight(slot) + DAMPING * everywhere) / (voters + DAMPING);
    double gain = among - everywhere;
    double score = gain > 0 ? gain * among / everywhere : gain;
    return new Vote(entry, score, tallies.supporters(slot), tallies.meanStars(slot));
  }

  /** Keeps the quotient finite for a movie that nobody was recommended when it was counted. */
  private static final double SMALLEST_SHARE = 1e-6;
}
