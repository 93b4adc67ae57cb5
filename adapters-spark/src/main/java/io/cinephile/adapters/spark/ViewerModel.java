package io.cinephile.adapters.spark;

import java.io.Serializable;

/**
 * What was learnt about a viewer.
 *
 * @param seen places in the catalogue of what the viewer rated, ascending
 * @param ranking the vector in the ranking model; empty where nothing was learnt
 * @param stars the vector in the star model, followed by 1 and by the global mean plus the viewer's
 *     offset
 */
record ViewerModel(int user, int[] seen, float[] ranking, float[] stars) implements Serializable {

  /** Somebody of whom nothing is known. */
  static ViewerModel unknown(int user, int starRank, double mean) {
    return new ViewerModel(user, new int[0], new float[0], starVector(new float[starRank], mean));
  }

  static float[] starVector(float[] factors, double expected) {
    float[] vector = new float[factors.length + 2];
    System.arraycopy(factors, 0, vector, 0, factors.length);
    vector[factors.length] = 1;
    vector[factors.length + 1] = (float) expected;
    return vector;
  }
}
