package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.dataset.RatingSource.SourcingListener;

/**
 * Turns a location into files on disk, whatever it takes: looking, unpacking, downloading,
 * generating.
 */
public interface DatasetLocator {

  /**
   * Finds, fetches where needed, and verifies.
   *
   * @throws io.cinephile.domain.dataset.DatasetRefusedException where there is no such data set, or
   *     it is damaged or dangerous
   * @throws io.cinephile.domain.dataset.DatasetUnavailableException where it could not be reached
   *     now
   * @throws java.util.concurrent.CancellationException if this thread is interrupted; it stays so
   */
  DatasetFiles locate(DatasetLocation location, SourcingListener progress);
}
