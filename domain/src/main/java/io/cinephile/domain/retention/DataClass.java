package io.cinephile.domain.retention;

/** Kinds of data that are kept for a time of their own. */
public enum DataClass {
  /** What viewers said since the import. */
  LIVE_RATINGS,
  /** How training runs fared. */
  TRAINING_RUNS,
  /** What was published by training runs: copies of movies, ratings and recommendations. */
  GENERATIONS,
  /** Who did what. */
  AUDIT_TRAIL,
  /** Who was erased, so that they do not come back. */
  ERASURES,
  /** What was answered, how fast and from what; about nobody. */
  SERVING_EVENTS
}
