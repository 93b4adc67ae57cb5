package io.cinephile.domain.dataset;

import io.cinephile.domain.catalogue.CatalogueEntry;
import io.cinephile.domain.rating.LiveRatingsIdentity;
import io.cinephile.domain.rating.Rating;
import java.util.stream.Stream;

/**
 * A data set as it was at one moment: found, verified, cleaned, merged with the live ratings and
 * counted. It holds resources until it is closed. Streams are read lazily and are never collected
 * whole; whoever opens one closes it.
 */
public interface DatasetSnapshot extends AutoCloseable {
  DatasetIdentity identity();

  /** The live ratings that are merged into it. */
  LiveRatingsIdentity liveRatings();

  DataQualityReport quality();

  /** How many viewers are learnt from. */
  long taughtViewers();

  /**
   * Every movie with its mean ratings joined, in the order of their numbers. Viewers who refuse
   * statistics count in none.
   */
  Stream<CatalogueEntry> movies();

  /**
   * Every rating that is kept, in no particular order: those that are learnt from, and those of
   * viewers who are not learnt from.
   */
  Stream<Rating> ratings();

  /**
   * The fold on which a model is judged before it is trained on everything: of each viewer who is
   * learnt from and has at least five ratings the latest fifth is held out.
   */
  Fold temporalHoldout();

  @Override
  void close();
}
