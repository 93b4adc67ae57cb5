package io.cinephile.adapters.spark;

/** Something that occupies memory of Spark's until it is closed. */
interface Releasable extends AutoCloseable {
  /** Asks Spark to forget it, and waits for the answer. */
  void giveBack();

  @Override
  default void close() {
    uninterrupted(this::giveBack);
  }

  /**
   * Does what is over soon, and has to be done in spite of an interrupt: an interrupted thread
   * cannot wait. A thread that was interrupted before is so afterwards.
   */
  static void uninterrupted(Runnable work) {
    boolean interrupted = Thread.interrupted();
    try {
      work.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
