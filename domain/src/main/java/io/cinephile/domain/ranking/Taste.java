package io.cinephile.domain.ranking;

/**
 * What a model knows of somebody.
 *
 * @param ranking the vector in the ranking model; empty or all zero where nothing is known
 * @param stars the vector in the star model, followed by 1 and by the global mean plus the viewer's
 *     offset; see {@code MovieFactors}
 */
public record Taste(float[] ranking, float[] stars) {
  /** Whether movies can be ranked by it. */
  public boolean isKnown() {
    for (float component : ranking) {
      if (component != 0) {
        return true;
      }
    }
    return false;
  }
}
