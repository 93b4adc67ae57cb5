package io.cinephile.application;

import io.cinephile.domain.governance.Retention;

/**
 * How long data are kept, in sentences, as it is configured.
 *
 * @param generations how many that may be served stay
 */
public record RetentionRules(int generations) {
  /** In English, for people. */
  public String rule(Retention retention) {
    return switch (retention) {
      case GENERATION ->
          "With its generation: the last %d that may be served stay, older ones are deleted."
              .formatted(generations);
      case LIVE_RATINGS -> "Until the viewer takes it back or is erased.";
      case REGISTRY -> "As a record of what was served, without a term.";
      case RUNS -> "As a record of the training runs, without a term.";
      case LEASE -> "Until the next training run takes its place.";
      case TRAINING ->
          "Until the training run ends; what a killed one leaves, until the next one begins.";
      case FILES -> "Until an operator deletes the file.";
      case INSTALLATION -> "As long as the installation.";
    };
  }
}
