package io.cinephile.domain.training;

import java.util.stream.Stream;

/**
 * A trained model. It holds resources until it is closed. Streams are read lazily and are never
 * collected whole; whoever opens one closes it.
 */
public interface TrainedModel extends AutoCloseable {
  /** Every movie that has factors, in the order of their numbers. */
  Stream<MovieFactors> movies();

  /** Every viewer, with the best movies that they have not rated, in no particular order. */
  Stream<LearntViewer> viewers();

  @Override
  void close();
}
