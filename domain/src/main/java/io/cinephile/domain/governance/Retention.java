package io.cinephile.domain.governance;

/** How long a data set is kept, by the rule that ends it. */
public enum Retention {
  /** As long as its generation. */
  GENERATION,
  /** By the rule for live ratings, or until the viewer takes it back. */
  LIVE_RATINGS,
  /** Until the viewer is erased. */
  CONSENTS,
  /** By the rule for the audit trail. */
  AUDIT,
  /** As long as the installation, so that nobody who was erased comes back. */
  ERASURES,
  /** As a record of what was served. */
  REGISTRY,
  /** As a record of the training runs. */
  RUNS,
  /** By the rule for serving events. */
  EVENTS,
  /** Until the next one takes its place. */
  LEASE,
  /** As long as a training run is at work. */
  TRAINING,
  /** Until an operator removes the file. */
  FILES,
  /** As long as the installation. */
  INSTALLATION
}
