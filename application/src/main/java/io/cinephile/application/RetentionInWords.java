package io.cinephile.application;

import io.cinephile.domain.governance.Retention;
import io.cinephile.domain.retention.DataClass;
import io.cinephile.domain.retention.RetentionRule;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * How long data are kept, in English sentences, as it is configured.
 *
 * @param rules one for each {@link DataClass}
 */
public record RetentionInWords(List<RetentionRule> rules) {
  public RetentionInWords {
    rules = List.copyOf(rules);
  }

  /** How many generations that may be served stay. */
  public int generations() {
    return of(DataClass.GENERATIONS).newest().orElseThrow();
  }

  /** For people. */
  public String rule(Retention retention) {
    return switch (retention) {
      case GENERATION ->
          "With its generation: the last %d that may be served stay, older ones are deleted."
              .formatted(generations());
      case LIVE_RATINGS ->
          "Until the viewer takes it back or is erased"
              + term(DataClass.LIVE_RATINGS, "; at most for %s", "")
              + ".";
      case CONSENTS -> "Until the viewer is erased.";
      case AUDIT -> term(DataClass.AUDIT_TRAIL, "For %s", "Without a term, as proof") + ".";
      case ERASURES -> "Without a term, so that nobody who was erased comes back.";
      case REGISTRY -> "As a record of what was served, without a term.";
      case RUNS ->
          "As a record of the training runs, "
              + term(DataClass.TRAINING_RUNS, "for %s", "without a term")
              + ".";
      case EVENTS -> term(DataClass.SERVING_EVENTS, "For %s", "Without a term") + ".";
      case LEASE -> "Until the next training run takes its place.";
      case TRAINING ->
          "Until the training run ends; what a killed one leaves, until the next one begins.";
      case FILES -> "Until an operator deletes the file.";
      case INSTALLATION -> "As long as the installation.";
    };
  }

  private String term(DataClass dataClass, String limited, String unlimited) {
    Optional<Period> period = of(dataClass).period();
    return period.map(span -> limited.formatted(words(span))).orElse(unlimited);
  }

  private RetentionRule of(DataClass dataClass) {
    return rules.stream()
        .filter(rule -> rule.dataClass() == dataClass)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no rule for " + dataClass));
  }

  private static String words(Period span) {
    return String.join(
        " and ",
        List.of(
                counted(span.getYears(), "year"),
                counted(span.getMonths(), "month"),
                counted(span.getDays(), "day"))
            .stream()
            .filter(part -> !part.isEmpty())
            .toList());
  }

  private static String counted(int number, String unit) {
    return number == 0 ? "" : number + " " + unit + (number == 1 ? "" : "s");
  }
}
