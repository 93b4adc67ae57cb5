package io.cinephile.application;

import io.cinephile.application.TrimAudit.BrokenTrailException;
import io.cinephile.domain.audit.Actor;
import io.cinephile.domain.audit.AuditAction;
import io.cinephile.domain.rating.LiveRatings;
import io.cinephile.domain.recommendation.Generation;
import io.cinephile.domain.recommendation.GenerationRegistry;
import io.cinephile.domain.recommendation.RecommendationStore;
import io.cinephile.domain.retention.DataClass;
import io.cinephile.domain.retention.RetentionRule;
import io.cinephile.domain.training.RunId;
import io.cinephile.domain.training.TrainingRuns;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Removes what has been kept for long enough, as the rules say. What number decides on and not
 * time, {@link SweepGenerations} removes. Safe for use by several threads and processes.
 */
public final class EnforceRetention {
  private final List<RetentionRule> rules;
  private final LiveRatings live;
  private final TrainingRuns runs;
  private final RecommendationStore store;
  private final GenerationRegistry registry;
  private final TrimAudit trail;
  private final ServingEvents events;
  private final RecordAction audit;
  private final Clock clock;

  /**
   * @param rules at most one of a class, in the order in which they are told
   */
  public EnforceRetention(
      List<RetentionRule> rules,
      LiveRatings live,
      TrainingRuns runs,
      RecommendationStore store,
      GenerationRegistry registry,
      TrimAudit trail,
      ServingEvents events,
      RecordAction audit,
      Clock clock) {
    this.rules = List.copyOf(rules);
    this.live = live;
    this.runs = runs;
    this.store = store;
    this.registry = registry;
    this.trail = trail;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What a rule comes to.
   *
   * @param cutoff what is older is removed; empty where time has no say
   * @param items how many are to be removed, or were
   * @param obstacle why they were not, in a sentence
   */
  public record Outcome(
      RetentionRule rule, Optional<Instant> cutoff, long items, Optional<String> obstacle) {}

  /** The rules, in the order in which they are told. */
  public List<RetentionRule> rules() {
    return rules;
  }

  /** What would be removed now, of each class. */
  public List<Outcome> look() {
    Instant now = clock.instant();
    return rules.stream().map(rule -> outcome(rule, now, this::count)).toList();
  }

  /**
   * Removes it, once it is on record that it will be. May be repeated where it broke off.
   *
   * @return what was removed of each class
   */
  public List<Outcome> run(Actor actor) {
    audit.record(actor, AuditAction.RETENTION_RUN, Optional.empty(), payload(look()));
    Instant now = clock.instant();
    return rules.stream().map(rule -> removed(rule, now)).toList();
  }

  private static String payload(List<Outcome> due) {
    return due.stream()
        .filter(outcome -> outcome.cutoff.isPresent())
        .map(
            outcome ->
                "%s=%d before %s"
                    .formatted(
                        outcome.rule.dataClass(), outcome.items, outcome.cutoff.orElseThrow()))
        .collect(Collectors.joining(", "));
  }

  private interface Step {
    long items(DataClass dataClass, Instant cutoff);
  }

  private static Outcome outcome(RetentionRule rule, Instant now, Step step) {
    Optional<Instant> cutoff = rule.cutoff(now);
    long items = cutoff.map(time -> step.items(rule.dataClass(), time)).orElse(0L);
    return new Outcome(rule, cutoff, items, Optional.empty());
  }

  private Outcome removed(RetentionRule rule, Instant now) {
    try {
      return outcome(rule, now, this::remove);
    } catch (BrokenTrailException e) {
      return new Outcome(rule, rule.cutoff(now), 0, Optional.of(e.getMessage()));
    }
  }

  private long count(DataClass dataClass, Instant cutoff) {
    return switch (dataClass) {
      case LIVE_RATINGS -> live.countBefore(cutoff);
      case TRAINING_RUNS -> runs.countBefore(cutoff, runsOfStored());
      case AUDIT_TRAIL -> trail.countBefore(cutoff);
      case SERVING_EVENTS -> events.countBefore(cutoff);
      case GENERATIONS, ERASURES -> 0;
    };
  }

  private long remove(DataClass dataClass, Instant cutoff) {
    return switch (dataClass) {
      case LIVE_RATINGS -> live.removeBefore(cutoff);
      case TRAINING_RUNS -> runs.removeBefore(cutoff, runsOfStored());
      case AUDIT_TRAIL -> trail.removeBefore(cutoff);
      case SERVING_EVENTS -> events.removeBefore(cutoff);
      case GENERATIONS, ERASURES -> 0;
    };
  }

  /** As long as a generation may be served, it is known what it was trained on. */
  private List<RunId> runsOfStored() {
    return store.stored().stream()
        .flatMap(id -> registry.find(id).stream())
        .map(Generation::run)
        .toList();
  }
}
