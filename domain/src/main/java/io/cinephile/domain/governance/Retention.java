package io.cinephile.domain.governance;

/** How long a data set is kept, by the rule that ends it. */
public enum Retention {
  /** As long as its generation. */
  GENERATION,
  /** Until the viewer has it erased. */
  LIVE_RATINGS,
  /** As a record of what was served. */
  REGISTRY,
  /** As a record of the training runs. */
  RUNS,
  /** Until the next one takes its place. */
  LEASE,
  /** As long as a training run is at work. */
  TRAINING,
  /** Until an operator removes the file. */
  FILES,
  /** As long as the installation. */
  INSTALLATION
}
