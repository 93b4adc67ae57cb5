package io.cinephile.domain.dataset;

import io.cinephile.domain.privacy.Exclusions;
import io.cinephile.domain.rating.RatingChange;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Which ratings are there to learn from? Out-port (data sourcing); used by one thread at a time.
 */
public interface RatingSource {

  /**
   * Finds, verifies, cleans and counts a data set, and merges the live ratings into it: the change
   * of a pair of viewer and movie takes the place of what the data set says of it. Changes about
   * movies that the data set does not list are counted and left out. Of whom the exclusions call
   * erased nothing is kept but the number of ratings that were dropped.
   *
   * @param changes opens the live ratings, by viewer, then by movie ({@link
   *     io.cinephile.domain.rating.LiveRatings#all}); called once, and what it opens is closed
   * @param exclusions whom to leave out of what
   * @param progress is told how far it is
   * @throws DatasetRefusedException where there is no such data set, or it must not or cannot be
   *     used
   * @throws DatasetUnavailableException where it could not be reached now
   * @throws java.util.concurrent.CancellationException if this thread is interrupted; it stays so
   */
  DatasetSnapshot snapshot(
      DatasetLocation location,
      Supplier<Stream<RatingChange>> changes,
      Exclusions exclusions,
      SourcingListener progress);

  /** The same, and nobody is left out. */
  default DatasetSnapshot snapshot(
      DatasetLocation location, Supplier<Stream<RatingChange>> changes, SourcingListener progress) {
    return snapshot(location, changes, Exclusions.NONE, progress);
  }

  /**
   * The folds that a data set brings along ({@code u1.base}, {@code u1.test}, …), without live
   * ratings; where it brings none, the temporal holdout alone.
   */
  List<Fold> folds(DatasetSnapshot snapshot);

  /** Hears how far the sourcing is. */
  @FunctionalInterface
  interface SourcingListener {
    /**
     * Something has been done.
     *
     * @param activity for people: "downloading ml-25m"
     * @param fraction from 0 to 1
     */
    void progressed(String activity, double fraction);

    SourcingListener SILENT = (activity, fraction) -> {};
  }
}
