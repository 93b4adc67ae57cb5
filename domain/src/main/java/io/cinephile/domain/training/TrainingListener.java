package io.cinephile.domain.training;

/**
 * Hears how far the training is. Called by one thread at a time; may throw to stop the training.
 */
@FunctionalInterface
public interface TrainingListener {
  TrainingListener SILENT = (activity, fraction) -> {};

  /**
   * Something has been done.
   *
   * @param activity for people: "learning the ranking, iteration 3 of 15"
   * @param fraction of the whole call, from 0 to 1
   */
  void progressed(String activity, double fraction);
}
