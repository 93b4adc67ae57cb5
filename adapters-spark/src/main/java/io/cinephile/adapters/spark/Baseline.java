package io.cinephile.adapters.spark;

import io.cinephile.domain.training.TrainingParameters.StarModel;
import java.io.Serializable;

/**
 * What stars to expect without knowing anybody's taste: {@code mu + b_i + b_u} with the global mean
 * {@code mu}, the movie offset {@code b_i = sum(r - mu) / (n_i + d_i)} and the viewer offset {@code
 * b_u = sum(r - mu - b_i) / (n_u + d_u)} (Koren, "Factor in the neighbors", 2010, section 2.1).
 *
 * @param movieOffsets by the movie's place in the catalogue; 0 where nobody rated it
 */
record Baseline(double mean, double[] movieOffsets, double viewerDamping) implements Serializable {

  static Baseline learn(MovieTotals totals, StarModel parameters) {
    double mean = totals.mean();
    double[] offsets = new double[totals.ratings().length];
    for (int movie = 0; movie < offsets.length; movie++) {
      long n = totals.ratings()[movie];
      if (n > 0) {
        offsets[movie] =
            (totals.halfStars()[movie] / 2.0 - n * mean) / (n + parameters.movieDamping());
      }
    }
    return new Baseline(mean, offsets, parameters.viewerDamping());
  }

  double viewerOffset(ViewerRatings viewer) {
    double sum = 0;
    for (int i = 0; i < viewer.size(); i++) {
      sum += viewer.values()[i] - mean - movieOffsets[viewer.movies()[i]];
    }
    return sum / (viewer.size() + viewerDamping);
  }

  /** The ratings without what the baseline explains. */
  ViewerRatings residuals(ViewerRatings viewer) {
    double offset = viewerOffset(viewer);
    float[] residuals = new float[viewer.size()];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] =
          (float) (viewer.values()[i] - mean - movieOffsets[viewer.movies()[i]] - offset);
    }
    return new ViewerRatings(viewer.user(), viewer.movies(), residuals);
  }
}
