package io.cinephile.domain.gate;

import io.cinephile.domain.OutOfRangeException;
import io.cinephile.domain.gate.Comparison.Measure;
import io.cinephile.domain.gate.Comparison.Reference;
import io.cinephile.domain.gate.ViewerScores.Scores;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides whether a candidate may be served, by how it did on the same viewers as something else:
 *
 * <ul>
 *   <li>It has to be proven better than what costs nothing, in NDCG@10 than popularity and in RMSE
 *       than mean and offsets: the whole interval of the gain lies above 0.
 *   <li>In neither may it be worse than what is served by more than the tolerance, unless that can
 *       be chance: the interval of the gain reaches up to 0.
 *   <li>On fewer than {@link #FEWEST_VIEWERS} viewers nothing is proven, and nothing is held
 *       against it. A remark says so.
 *   <li>A candidate's figure that is no finite number is never acceptable.
 * </ul>
 *
 * <p>NDCG@10 is the mean over the viewers who have something relevant in the holdout, RMSE the root
 * of the mean over all held-out ratings. The interval of a gain holds 95 %, by the percentiles of a
 * paired bootstrap over viewers (Efron and Tibshirani, "An introduction to the bootstrap", 1993,
 * chapter 13). Safe for use by several threads.
 */
public final class QualityGate {
  /** On fewer viewers nothing is judged. */
  public static final int FEWEST_VIEWERS = 30;

  /**
   * Two models that differ in nothing but the seed are 0.8 to 1.8 % of their NDCG@10 apart
   * (standard deviation, over 420 pairs each on the sample, ml-100k and ml-latest-small), and 0.02
   * to 0.06 % of their RMSE. With this tolerance 1 in 100 of such pairs is refused.
   */
  public static final double DEFAULT_TOLERANCE = 0.02;

  /**
   * What is tolerated of the RMSE, as a share of the tolerance: on real ratings all that a model
   * knows of tastes is worth 1 to 2 % of it.
   */
  static final double SHARE_FOR_STARS = 0.25;

  private final double tolerance;

  /**
   * @param tolerance how much worse than what is served a candidate may be, as a fraction of the
   *     NDCG@10 of what is served, and a quarter of that of its RMSE; from 0 to 1
   * @throws OutOfRangeException if it is not
   */
  public QualityGate(double tolerance) {
    this.tolerance = OutOfRangeException.requireBetween("gate tolerance", tolerance, 0, 1);
  }

  /**
   * Judges a candidate. The same scores and seed give the same verdict.
   *
   * @param serving the generation that scores are there of, if they are
   * @param remarks that the verdict shall begin with
   * @param seed of the resampling
   * @throws IllegalArgumentException if there are scores of a generation that is not named
   */
  public Verdict judge(
      ViewerScores scores, Optional<GenerationId> serving, List<String> remarks, long seed) {
    if (scores.serving().isPresent() && serving.isEmpty()) {
      throw new IllegalArgumentException("scores of a serving generation without its name");
    }
    List<Pairing> all = pairings(scores);
    List<Pairing> measured = all.stream().filter(pairing -> pairing.viewers() > 0).toList();
    List<GainInterval> intervals = GainInterval.bootstrap(measured, scores.viewers(), seed);
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      comparisons.add(comparison(measured.get(i), intervals.get(i)));
    }
    return new Verdict(
        comparisons.stream().allMatch(Comparison::acceptable),
        serving.filter(id -> scores.serving().isPresent()),
        comparisons,
        Stream.concat(remarks.stream(), tooFewViewers(all)).toList());
  }

  private static List<Pairing> pairings(ViewerScores scores) {
    List<Pairing> pairings = new ArrayList<>();
    scores
        .serving()
        .ifPresent(
            serving -> {
              pairings.add(ranking(scores, Reference.SERVING, serving));
              pairings.add(stars(scores, Reference.SERVING, serving));
            });
    pairings.add(ranking(scores, Reference.POPULARITY, scores.baseline()));
    pairings.add(stars(scores, Reference.BIASES, scores.baseline()));
    return pairings;
  }

  private static Pairing ranking(ViewerScores scores, Reference reference, Scores other) {
    return Pairing.ndcg(reference, scores.candidate().ndcgAt10(), other.ndcgAt10());
  }

  private static Pairing stars(ViewerScores scores, Reference reference, Scores other) {
    return Pairing.rmse(
        reference, scores.heldOut(), scores.candidate().squaredErrors(), other.squaredErrors());
  }

  private Comparison comparison(Pairing pairing, GainInterval interval) {
    return new Comparison(
        pairing.measure(),
        pairing.reference(),
        pairing.candidateFigure(),
        pairing.otherFigure(),
        pairing.gain(),
        interval.low(),
        interval.high(),
        isAcceptable(pairing, interval));
  }

  private boolean isAcceptable(Pairing pairing, GainInterval interval) {
    if (!Double.isFinite(pairing.candidateFigure())) {
      return false;
    }
    if (pairing.viewers() < FEWEST_VIEWERS) {
      return true;
    }
    if (pairing.reference() != Reference.SERVING) {
      return interval.low() > 0;
    }
    boolean worse = pairing.gain() < -tolerated(pairing.measure()) * pairing.otherFigure();
    return !(worse && interval.high() < 0);
  }

  private double tolerated(Measure measure) {
    return measure == Measure.RMSE ? tolerance * SHARE_FOR_STARS : tolerance;
  }

  private static Stream<String> tooFewViewers(List<Pairing> pairings) {
    return pairings.stream()
        .filter(pairing -> pairing.viewers() < FEWEST_VIEWERS)
        .map(
            pairing ->
                "Too few viewers to judge by %s: %d, and at least %d are needed."
                    .formatted(pairing.measure().title(), pairing.viewers(), FEWEST_VIEWERS))
        .distinct();
  }
}
