package io.cinephile.adapters.spark;

/** Something that occupies memory of Spark's until it is closed. */
interface Releasable extends AutoCloseable {
  @Override
  void close();
}
