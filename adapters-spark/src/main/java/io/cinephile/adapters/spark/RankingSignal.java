package io.cinephile.adapters.spark;

/**
 * What a rating tells the ranking model: the {@code r} of the confidence {@code 1 + alpha * r} that
 * the viewer wants such movies. This is the one place that decides it.
 */
final class RankingSignal {
  private RankingSignal() {}

  /** From here on stars speak for a movie: the middle of the scale, rounded down. */
  private static final float NEUTRAL = 2.5f;

  /** The strength of one rating; 0 for one that does not speak for the movie. */
  private static float strength(float stars) {
    return Math.max(0, stars - NEUTRAL);
  }

  /** The ratings that tell something, with their strength. */
  static ViewerRatings of(ViewerRatings viewer) {
    int telling = 0;
    for (float stars : viewer.values()) {
      telling += strength(stars) > 0 ? 1 : 0;
    }
    int[] movies = new int[telling];
    float[] strengths = new float[telling];
    int kept = 0;
    for (int i = 0; i < viewer.size(); i++) {
      float strength = strength(viewer.values()[i]);
      if (strength > 0) {
        movies[kept] = viewer.movies()[i];
        strengths[kept++] = strength;
      }
    }
    return new ViewerRatings(viewer.user(), movies, strengths);
  }
}
