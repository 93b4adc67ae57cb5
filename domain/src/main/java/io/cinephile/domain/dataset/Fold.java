package io.cinephile.domain.dataset;

/** A split of a snapshot into what a model may learn from and what it is asked about. */
public interface Fold {
  /** Such as {@code u1}, or {@code temporal holdout}. */
  String name();
}
