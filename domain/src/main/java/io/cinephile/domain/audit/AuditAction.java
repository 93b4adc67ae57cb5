package io.cinephile.domain.audit;

/** What is recorded. The names stand in stored entries, under their seals: they never change. */
public enum AuditAction {
  /** Somebody wanted a training run. */
  TRAINING_STARTED,
  /** Somebody wanted a training run to end before its time. */
  TRAINING_CANCELLED,
  /** Somebody wanted a generation to be served. */
  GENERATION_ACTIVATED,
  KEY_ADDED,
  KEY_ROTATED,
  KEY_REMOVED,
  /** All pseudonyms are being brought under another key. */
  PSEUDONYMS_ROTATED,
  CONSENT_CHANGED,
  RESTRICTION_CHANGED,
  DATA_EXPORTED,
  VIEWER_ERASED,
  /** What was kept for long enough is being removed. */
  RETENTION_RUN,
  AUDIT_READ,
  /**
   * Stands in the place of the last of those entries that were removed since they were kept for
   * long enough; the trail begins here. See {@link AuditChain#start}.
   */
  TRAIL_BEGINS
}
