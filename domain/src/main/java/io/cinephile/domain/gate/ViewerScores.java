package io.cinephile.domain.gate;

import java.util.Optional;

/**
 * How each viewer of one holdout was served, by a candidate and by what it is compared with. All
 * arrays have one place for each viewer, in the same order, and tell nobody who the viewer is. Not
 * copied: whoever hands arrays over leaves them alone.
 *
 * @param heldOut how many ratings of each viewer were held out, at least 1
 * @param candidate the model that wants to be served
 * @param baseline what costs nothing: the most rated movies, and the mean plus offsets
 * @param serving the model that is served, where the two can be compared
 */
public record ViewerScores(
    int[] heldOut, Scores candidate, Scores baseline, Optional<Scores> serving) {

  public ViewerScores {
    requireAligned(heldOut, candidate);
    requireAligned(heldOut, baseline);
    serving.ifPresent(scores -> requireAligned(heldOut, scores));
  }

  /**
   * What one model did.
   *
   * @param ndcgAt10 from 0 to 1; NaN for a viewer with nothing relevant in the holdout, who is NaN
   *     for every model
   * @param squaredErrors sums over the viewer's held-out ratings, in stars squared
   */
  public record Scores(double[] ndcgAt10, double[] squaredErrors) {}

  /** How many viewers there are. */
  public int viewers() {
    return heldOut.length;
  }

  private static void requireAligned(int[] heldOut, Scores scores) {
    if (scores.ndcgAt10().length != heldOut.length
        || scores.squaredErrors().length != heldOut.length) {
      throw new IllegalArgumentException("scores of another number of viewers");
    }
  }
}
